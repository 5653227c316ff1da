"""Words that show what a text does: the reasons an operator is shown beside a probability. RE2."""

from enum import StrEnum


class Act(StrEnum):
    """What a text may do; several at once, or none."""

    QUESTION = "question"
    PROBLEM = "problem"
    SUGGESTION = "suggestion"
    PRAISE = "praise"


CUES: dict[Act, str] = {
    Act.QUESTION: (
        r"请问|想问|问一下|问下|求问|请教|求助|求推荐|有没有|有木有|是不是|能不能|可不可以|可以吗|会不会|要不要"
        r"|行不行|好不好|对不对"
        r"|为什么|为啥|为何|怎么办|怎么样|怎么|怎样|咋办|咋|如何|什么时候|啥时候|什么|多久|多少|几点"
        r"|几号|哪里|哪儿|哪个|哪家|哪款|哪位|谁有|谁知道|有谁|有人|有大佬|是否|还是说|吗|呢|[?？]"
        r"|\b(?:how|what|whats|why|where|when|who|which|anyone|anybody|does|is there|are there|can (?:i|you|we"
        r"|someone)"
        r"|could (?:i|you|we|someone)|do (?:you|i|we)|did you|are you|is it|should i|any idea|wondering)\b"
    ),
    Act.PROBLEM: (
        r"报错|出错|闪退|崩溃|崩了|卡死|卡顿|卡住|太卡|打不开|进不去|登不上|登录不了|连不上|加载不出|收不到|发不出"
        r"|用不了|没反应|不显示|不生效|失败|白屏|黑屏|乱码|丢失|掉线|延迟|不见了|消失|失效|坏了|有问题|出问题"
        r"|异常|bug|故障|投诉|被骗|没收到|没到账|不能用|无法|不动|漏发"
        r"|\b(?:error|errors|crash\w*|broken|bug|fail\w*|freez\w*|stuck|not working|n't work|doesn't|can't"
        r"|cannot|won't"
        r"|missing|wrong|issue|problem|slow|lag\w*|timeout|lost)\b"
    ),
    Act.SUGGESTION: (
        r"建议|希望|能不能加|可不可以加|能否|最好|不如|要是能|如果能|应该加|可以加|求加|求出|期待|想要|增加|加一个"
        r"|加个|改成|改进|优化一下|支持一下|提个|盼|许愿|何不|要不|可以考虑|考虑一下"
        r"|\b(?:suggest\w*|should|would be (?:nice|great|good|better|cool|helpful)|it'd be|please add|wish"
        r"|feature request"
        r"|why not|how about|could you add|consider|i'd love|i would like|needs? to|better if|maybe (?:add|we|you))\b"
    ),
    Act.PRAISE: (
        r"太棒|真棒|很棒|好棒|超棒|厉害|牛逼|牛啊|太牛|真牛|好用|喜欢|赞|点赞|满意|给力|优秀|良心|感谢|谢谢|多谢"
        r"|不错|完美|惊喜|感动|好评|贴心|靠谱|真香|爱了|nb|yyds|绝了|舒服|太好了|辛苦了|\+1|👍|❤|🌹|😍|🎉"
        r"|\b(?:great|awesome|amazing|excellent|love|loving|nice|good job|well done|thanks|thank you|thx|perfect"
        r"|brilliant"
        r"|fantastic|wonderful|kudos|helpful|impressive|beautiful|best)\b"
    ),
}
