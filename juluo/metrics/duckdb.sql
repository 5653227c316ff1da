-- Written by juluo/metrics/compiling.py from the questions in juluo/metrics; change those, not this.

-- ? answered_by_link
SELECT
  "t8"."entry_id",
  "t8"."by",
  MIN("t8"."answered") AS "at"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t5"."entry_id",
      "t5"."day",
      "t5"."ts",
      "t5"."kind",
      "t5"."account",
      "t5"."peer",
      "t5"."channel",
      "t5"."thread",
      "t5"."reply_to",
      "t5"."mentions",
      "t5"."asks",
      "t5"."file",
      "t5"."offset",
      "t5"."member",
      "t6"."answer_to",
      "t6"."by",
      "t6"."answered"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
    ) AS "t5"
    SEMI JOIN "wanted" AS "t2"
      ON "t5"."entry_id" = "t2"."id"
    INNER JOIN (
      SELECT
        "t0"."reply_to" AS "answer_to",
        "t0"."account" AS "by",
        "t0"."ts" AS "answered"
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll')
        AND "t0"."account" IS NOT NULL
        AND "t0"."reply_to" IS NOT NULL
    ) AS "t6"
      ON "t5"."entry_id" = "t6"."answer_to"
  ) AS "t7"
  WHERE
    "t7"."by" <> "t7"."account"
    AND "t7"."answered" >= "t7"."ts"
    AND "t7"."answered" <= (
      "t7"."ts" + INTERVAL '168' HOUR
    )
) AS "t8"
GROUP BY
  1,
  2;

-- ? answered_by_mention
SELECT
  "t9"."entry_id",
  "t9"."by",
  MIN("t9"."answered") AS "at"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t4"."entry_id",
      "t4"."day",
      "t4"."ts",
      "t4"."kind",
      "t4"."account",
      "t4"."peer",
      "t4"."channel",
      "t4"."thread",
      "t4"."reply_to",
      "t4"."mentions",
      "t4"."asks",
      "t4"."file",
      "t4"."offset",
      "t4"."member",
      "t7"."by",
      "t7"."place",
      "t7"."answered",
      "t7"."named"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
    ) AS "t4"
    SEMI JOIN "wanted" AS "t2"
      ON "t4"."entry_id" = "t2"."id"
    INNER JOIN (
      SELECT
        "t5".*
        REPLACE ("unnest_column" AS "named")
      FROM (
        SELECT
          "t0"."account" AS "by",
          "t0"."channel" AS "place",
          "t0"."ts" AS "answered",
          "t0"."mentions" AS "named"
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll')
          AND "t0"."account" IS NOT NULL
          AND ARRAY_LENGTH("t0"."mentions") > 0
      ) AS "t5"
      CROSS JOIN UNNEST("t5"."named") AS "unnest"("unnest_column")
    ) AS "t7"
      ON "t4"."account" = "t7"."named" AND "t4"."channel" = "t7"."place"
  ) AS "t8"
  WHERE
    "t8"."by" <> "t8"."account"
    AND "t8"."answered" >= "t8"."ts"
    AND "t8"."answered" <= (
      "t8"."ts" + INTERVAL '168' HOUR
    )
) AS "t9"
GROUP BY
  1,
  2;

-- ? answered_by_next_turn
WITH "t11" AS (
  SELECT
    "t10"."entry_id",
    "t10"."day",
    "t10"."ts",
    "t10"."kind",
    "t10"."account",
    "t10"."peer",
    "t10"."channel",
    "t10"."thread",
    "t10"."reply_to",
    "t10"."mentions",
    "t10"."asks",
    "t10"."file",
    "t10"."offset",
    "t10"."member",
    "t10"."before",
    SUM(CAST(COALESCE("t10"."before" <> "t10"."account", TRUE) AS BIGINT)) OVER (
      PARTITION BY "t10"."thread"
      ORDER BY "t10"."ts" ASC, "t10"."file" ASC, "t10"."offset" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "turn"
  FROM (
    SELECT
      "t9"."entry_id",
      "t9"."day",
      "t9"."ts",
      "t9"."kind",
      "t9"."account",
      "t9"."peer",
      "t9"."channel",
      "t9"."thread",
      "t9"."reply_to",
      "t9"."mentions",
      "t9"."asks",
      "t9"."file",
      "t9"."offset",
      "t9"."member",
      LAG("t9"."account") OVER (
        PARTITION BY "t9"."thread"
        ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "before"
    FROM (
      SELECT
        "t4"."entry_id",
        "t4"."day",
        "t4"."ts",
        "t4"."kind",
        "t4"."account",
        "t4"."peer",
        "t4"."channel",
        "t4"."thread",
        "t4"."reply_to",
        "t4"."mentions",
        "t4"."asks",
        "t4"."file",
        "t4"."offset",
        "t4"."member"
      FROM (
        SELECT
          *
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
      ) AS "t4"
      SEMI JOIN (
        SELECT
          "t4"."thread"
        FROM (
          SELECT
            *
          FROM "entries" AS "t0"
          WHERE
            "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
        ) AS "t4"
        SEMI JOIN "wanted" AS "t2"
          ON "t4"."entry_id" = "t2"."id"
      ) AS "t8"
        ON "t4"."thread" = "t8"."thread"
    ) AS "t9"
  ) AS "t10"
)
SELECT
  "t19"."entry_id",
  "t19"."by",
  MIN("t19"."answered") AS "at"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t13"."entry_id",
      "t13"."account",
      "t13"."ts",
      "t13"."thread",
      "t13"."turn",
      "t17"."answered",
      "t17"."by"
    FROM "t11" AS "t13"
    SEMI JOIN (
      SELECT
        "t4"."entry_id",
        "t4"."day",
        "t4"."ts",
        "t4"."kind",
        "t4"."account",
        "t4"."peer",
        "t4"."channel",
        "t4"."thread",
        "t4"."reply_to",
        "t4"."mentions",
        "t4"."asks",
        "t4"."file",
        "t4"."offset",
        "t4"."member"
      FROM (
        SELECT
          *
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
      ) AS "t4"
      SEMI JOIN "wanted" AS "t2"
        ON "t4"."entry_id" = "t2"."id"
    ) AS "t7"
      ON "t13"."entry_id" = "t7"."entry_id"
    INNER JOIN (
      SELECT
        "t15"."thread",
        "t15"."turn",
        "t15"."answered",
        "t15"."by"
      FROM (
        SELECT
          "t14"."thread",
          "t14"."turn",
          "t14"."start",
          "t14"."whose",
          LEAD("t14"."start") OVER (
            PARTITION BY "t14"."thread"
            ORDER BY "t14"."turn" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "answered",
          LEAD("t14"."whose") OVER (
            PARTITION BY "t14"."thread"
            ORDER BY "t14"."turn" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "by"
        FROM (
          SELECT
            "t12"."thread",
            "t12"."turn",
            MIN("t12"."ts") AS "start",
            MAX("t12"."account") AS "whose"
          FROM "t11" AS "t12"
          GROUP BY
            1,
            2
        ) AS "t14"
      ) AS "t15"
    ) AS "t17"
      ON "t13"."thread" = "t17"."thread" AND "t13"."turn" = "t17"."turn"
  ) AS "t18"
  WHERE
    "t18"."by" <> "t18"."account"
    AND "t18"."answered" >= "t18"."ts"
    AND "t18"."answered" <= (
      "t18"."ts" + INTERVAL '168' HOUR
    )
) AS "t19"
GROUP BY
  1,
  2;

-- ? answered_in_own_thread
SELECT
  "t16"."entry_id",
  "t16"."by",
  MIN("t16"."answered") AS "at"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t14"."entry_id",
      "t14"."account",
      "t14"."ts",
      "t14"."in_thread",
      "t9"."thread",
      "t9"."by",
      "t9"."answered"
    FROM (
      SELECT
        "t12"."entry_id",
        "t12"."account",
        "t12"."ts",
        "t12"."thread" AS "in_thread"
      FROM (
        SELECT
          "t4"."entry_id",
          "t4"."day",
          "t4"."ts",
          "t4"."kind",
          "t4"."account",
          "t4"."peer",
          "t4"."channel",
          "t4"."thread",
          "t4"."reply_to",
          "t4"."mentions",
          "t4"."asks",
          "t4"."file",
          "t4"."offset",
          "t4"."member",
          "t11"."opened"
        FROM (
          SELECT
            *
          FROM "entries" AS "t0"
          WHERE
            "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
        ) AS "t4"
        SEMI JOIN "wanted" AS "t2"
          ON "t4"."entry_id" = "t2"."id"
        INNER JOIN (
          SELECT
            "t8"."thread",
            MIN("t8"."ts") AS "opened"
          FROM (
            SELECT
              "t4"."entry_id",
              "t4"."day",
              "t4"."ts",
              "t4"."kind",
              "t4"."account",
              "t4"."peer",
              "t4"."channel",
              "t4"."thread",
              "t4"."reply_to",
              "t4"."mentions",
              "t4"."asks",
              "t4"."file",
              "t4"."offset",
              "t4"."member"
            FROM (
              SELECT
                *
              FROM "entries" AS "t0"
              WHERE
                "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
            ) AS "t4"
            SEMI JOIN (
              SELECT
                "t4"."thread"
              FROM (
                SELECT
                  *
                FROM "entries" AS "t0"
                WHERE
                  "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
              ) AS "t4"
              SEMI JOIN "wanted" AS "t2"
                ON "t4"."entry_id" = "t2"."id"
            ) AS "t6"
              ON "t4"."thread" = "t6"."thread"
          ) AS "t8"
          GROUP BY
            1
        ) AS "t11"
          ON "t4"."thread" = "t11"."thread"
      ) AS "t12"
      WHERE
        "t12"."ts" = "t12"."opened"
    ) AS "t14"
    INNER JOIN (
      SELECT
        "t4"."thread",
        "t4"."account" AS "by",
        "t4"."ts" AS "answered"
      FROM (
        SELECT
          *
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
      ) AS "t4"
      SEMI JOIN (
        SELECT
          "t4"."thread"
        FROM (
          SELECT
            *
          FROM "entries" AS "t0"
          WHERE
            "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
        ) AS "t4"
        SEMI JOIN "wanted" AS "t2"
          ON "t4"."entry_id" = "t2"."id"
      ) AS "t6"
        ON "t4"."thread" = "t6"."thread"
    ) AS "t9"
      ON "t14"."in_thread" = "t9"."thread"
  ) AS "t15"
  WHERE
    "t15"."answered" <= (
      "t15"."ts" + INTERVAL '48' HOUR
    )
    AND "t15"."by" <> "t15"."account"
    AND "t15"."answered" >= "t15"."ts"
    AND "t15"."answered" <= (
      "t15"."ts" + INTERVAL '168' HOUR
    )
) AS "t16"
GROUP BY
  1,
  2;

-- ? answered_openings
SELECT DISTINCT
  "t5"."day",
  "t5"."account"
FROM (
  SELECT
    "t3"."entry_id",
    "t3"."day",
    "t3"."account",
    "t3"."ts",
    "t4"."answer_to",
    "t4"."by",
    "t4"."at"
  FROM (
    SELECT
      "t0"."entry_id",
      "t0"."day",
      "t0"."account",
      "t0"."ts"
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll')
      AND "t0"."account" IS NOT NULL
      AND "t0"."member"
      AND "t0"."reply_to" IS NULL
  ) AS "t3"
  INNER JOIN (
    SELECT
      "t0"."reply_to" AS "answer_to",
      "t0"."account" AS "by",
      "t0"."ts" AS "at"
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll')
      AND "t0"."account" IS NOT NULL
      AND "t0"."member"
      AND "t0"."reply_to" IS NOT NULL
  ) AS "t4"
    ON "t3"."entry_id" = "t4"."answer_to"
) AS "t5"
WHERE
  "t5"."by" <> "t5"."account"
  AND "t5"."at" <= (
    "t5"."ts" + INTERVAL '168' HOUR
  );

-- ? answers_by_link
SELECT
  "t8"."entry_id",
  MIN("t8"."answered") AS "answered"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t5"."entry_id",
      "t5"."day",
      "t5"."ts",
      "t5"."kind",
      "t5"."account",
      "t5"."peer",
      "t5"."channel",
      "t5"."thread",
      "t5"."reply_to",
      "t5"."mentions",
      "t5"."asks",
      "t5"."file",
      "t5"."offset",
      "t5"."member",
      "t6"."answer_to",
      "t6"."by",
      "t6"."answered"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
    ) AS "t5"
    SEMI JOIN "wanted" AS "t2"
      ON "t5"."entry_id" = "t2"."id"
    INNER JOIN (
      SELECT
        "t0"."reply_to" AS "answer_to",
        "t0"."account" AS "by",
        "t0"."ts" AS "answered"
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll')
        AND "t0"."account" IS NOT NULL
        AND "t0"."reply_to" IS NOT NULL
    ) AS "t6"
      ON "t5"."entry_id" = "t6"."answer_to"
  ) AS "t7"
  WHERE
    "t7"."by" <> "t7"."account" AND "t7"."answered" >= "t7"."ts"
) AS "t8"
GROUP BY
  1;

-- ? answers_by_mention
SELECT
  "t9"."entry_id",
  MIN("t9"."answered") AS "answered"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t4"."entry_id",
      "t4"."day",
      "t4"."ts",
      "t4"."kind",
      "t4"."account",
      "t4"."peer",
      "t4"."channel",
      "t4"."thread",
      "t4"."reply_to",
      "t4"."mentions",
      "t4"."asks",
      "t4"."file",
      "t4"."offset",
      "t4"."member",
      "t7"."by",
      "t7"."place",
      "t7"."answered",
      "t7"."named"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
    ) AS "t4"
    SEMI JOIN "wanted" AS "t2"
      ON "t4"."entry_id" = "t2"."id"
    INNER JOIN (
      SELECT
        "t5".*
        REPLACE ("unnest_column" AS "named")
      FROM (
        SELECT
          "t0"."account" AS "by",
          "t0"."channel" AS "place",
          "t0"."ts" AS "answered",
          "t0"."mentions" AS "named"
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll')
          AND "t0"."account" IS NOT NULL
          AND ARRAY_LENGTH("t0"."mentions") > 0
      ) AS "t5"
      CROSS JOIN UNNEST("t5"."named") AS "unnest"("unnest_column")
    ) AS "t7"
      ON "t4"."account" = "t7"."named" AND "t4"."channel" = "t7"."place"
  ) AS "t8"
  WHERE
    "t8"."by" <> "t8"."account" AND "t8"."answered" >= "t8"."ts"
) AS "t9"
GROUP BY
  1;

-- ? answers_by_thread
WITH "t11" AS (
  SELECT
    "t10"."entry_id",
    "t10"."day",
    "t10"."ts",
    "t10"."kind",
    "t10"."account",
    "t10"."peer",
    "t10"."channel",
    "t10"."thread",
    "t10"."reply_to",
    "t10"."mentions",
    "t10"."asks",
    "t10"."file",
    "t10"."offset",
    "t10"."member",
    "t10"."before",
    SUM(CAST(COALESCE("t10"."before" <> "t10"."account", TRUE) AS BIGINT)) OVER (
      PARTITION BY "t10"."thread"
      ORDER BY "t10"."ts" ASC, "t10"."file" ASC, "t10"."offset" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "turn"
  FROM (
    SELECT
      "t9"."entry_id",
      "t9"."day",
      "t9"."ts",
      "t9"."kind",
      "t9"."account",
      "t9"."peer",
      "t9"."channel",
      "t9"."thread",
      "t9"."reply_to",
      "t9"."mentions",
      "t9"."asks",
      "t9"."file",
      "t9"."offset",
      "t9"."member",
      LAG("t9"."account") OVER (
        PARTITION BY "t9"."thread"
        ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "before"
    FROM (
      SELECT
        "t4"."entry_id",
        "t4"."day",
        "t4"."ts",
        "t4"."kind",
        "t4"."account",
        "t4"."peer",
        "t4"."channel",
        "t4"."thread",
        "t4"."reply_to",
        "t4"."mentions",
        "t4"."asks",
        "t4"."file",
        "t4"."offset",
        "t4"."member"
      FROM (
        SELECT
          *
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
      ) AS "t4"
      SEMI JOIN (
        SELECT
          "t4"."thread"
        FROM (
          SELECT
            *
          FROM "entries" AS "t0"
          WHERE
            "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
        ) AS "t4"
        SEMI JOIN "wanted" AS "t2"
          ON "t4"."entry_id" = "t2"."id"
      ) AS "t8"
        ON "t4"."thread" = "t8"."thread"
    ) AS "t9"
  ) AS "t10"
)
SELECT
  "t17"."entry_id",
  "t17"."answered"
FROM (
  SELECT
    "t13"."entry_id",
    "t13"."thread",
    "t13"."turn",
    "t16"."start",
    "t16"."answered"
  FROM "t11" AS "t13"
  SEMI JOIN (
    SELECT
      "t4"."entry_id",
      "t4"."day",
      "t4"."ts",
      "t4"."kind",
      "t4"."account",
      "t4"."peer",
      "t4"."channel",
      "t4"."thread",
      "t4"."reply_to",
      "t4"."mentions",
      "t4"."asks",
      "t4"."file",
      "t4"."offset",
      "t4"."member"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
    ) AS "t4"
    SEMI JOIN "wanted" AS "t2"
      ON "t4"."entry_id" = "t2"."id"
  ) AS "t7"
    ON "t13"."entry_id" = "t7"."entry_id"
  INNER JOIN (
    SELECT
      "t14"."thread",
      "t14"."turn",
      "t14"."start",
      LEAD("t14"."start") OVER (
        PARTITION BY "t14"."thread"
        ORDER BY "t14"."turn" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "answered"
    FROM (
      SELECT
        "t12"."thread",
        "t12"."turn",
        MIN("t12"."ts") AS "start"
      FROM "t11" AS "t12"
      GROUP BY
        1,
        2
    ) AS "t14"
  ) AS "t16"
    ON "t13"."thread" = "t16"."thread" AND "t13"."turn" = "t16"."turn"
) AS "t17"
WHERE
  "t17"."answered" IS NOT NULL;

-- ? calls_each_day
SELECT
  "t1"."day",
  "t1"."kind",
  "t1"."channel",
  SUM("t1"."n") AS "n"
FROM (
  SELECT
    *
  FROM "rollup" AS "t0"
  WHERE
    "t0"."kind" IN (
      'announce',
      'call',
      'event.attended',
      'event.closed',
      'event.opened',
      'event.signed_up',
      'pin',
      'poll'
    )
) AS "t1"
GROUP BY
  1,
  2,
  3;

-- ? desk_days
SELECT DISTINCT
  "t0"."day",
  "t0"."kind"
FROM "rollup" AS "t0"
WHERE
  "t0"."kind" IN (
    'account.tied',
    'account.untied',
    'case.decided',
    'case.opened',
    'draw.entered',
    'draw.opened',
    'draw.won',
    'event.attended',
    'event.closed',
    'event.opened',
    'event.signed_up',
    'feedback.answered',
    'feedback.received',
    'feedback.told',
    'survey.answered',
    'survey.asked'
  );

-- ? each_by_link
SELECT
  "t9"."by",
  "t9"."to",
  "t9"."entry_id" AS "replied_to"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t5"."entry_id",
      "t5"."to",
      "t5"."asked",
      "t5"."asked_day",
      "t5"."to_member",
      "t5"."asked_kind",
      "t6"."day",
      "t6"."answer_to",
      "t6"."by",
      "t6"."at",
      "t6"."reply"
    FROM (
      SELECT
        "t1"."entry_id",
        "t1"."account" AS "to",
        "t1"."ts" AS "asked",
        "t1"."day" AS "asked_day",
        "t1"."member" AS "to_member",
        "t1"."kind" AS "asked_kind"
      FROM "entries" AS "t1"
      WHERE
        "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
    ) AS "t5"
    INNER JOIN (
      SELECT
        "t1"."day",
        "t1"."reply_to" AS "answer_to",
        "t1"."account" AS "by",
        "t1"."ts" AS "at",
        "t1"."entry_id" AS "reply"
      FROM "entries" AS "t1"
      WHERE
        "t1"."kind" IN ('message', 'poll')
        AND "t1"."account" IS NOT NULL
        AND "t1"."reply_to" IS NOT NULL
    ) AS "t6"
      ON "t5"."entry_id" = "t6"."answer_to"
  ) AS "t7"
  WHERE
    "t7"."by" <> "t7"."to"
    AND "t7"."at" >= "t7"."asked"
    AND "t7"."at" <= (
      "t7"."asked" + INTERVAL '168' HOUR
    )
) AS "t9"
INNER JOIN "periods" AS "t2"
  ON "t9"."day" = "t2"."day";

-- ? each_by_thread
SELECT
  "t6"."by",
  "t6"."to",
  "t6"."to_entry" AS "replied_to"
FROM (
  SELECT
    "t4"."day",
    "t4"."to",
    "t4"."to_entry",
    "t4"."asked",
    "t4"."asked_day",
    "t4"."account" AS "by",
    "t4"."ts" AS "at"
  FROM (
    SELECT
      "t3"."entry_id",
      "t3"."day",
      "t3"."ts",
      "t3"."kind",
      "t3"."account",
      "t3"."peer",
      "t3"."channel",
      "t3"."thread",
      "t3"."reply_to",
      "t3"."mentions",
      "t3"."asks",
      "t3"."file",
      "t3"."offset",
      "t3"."member",
      LAG("t3"."account") OVER (
        PARTITION BY "t3"."thread"
        ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "to",
      LAG("t3"."entry_id") OVER (
        PARTITION BY "t3"."thread"
        ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "to_entry",
      LAG("t3"."ts") OVER (
        PARTITION BY "t3"."thread"
        ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "asked",
      LAG("t3"."day") OVER (
        PARTITION BY "t3"."thread"
        ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "asked_day"
    FROM (
      SELECT
        *
      FROM "entries" AS "t1"
      WHERE
        "t1"."kind" IN ('message', 'poll')
        AND "t1"."account" IS NOT NULL
        AND "t1"."thread" IS NOT NULL
    ) AS "t3"
  ) AS "t4"
  WHERE
    "t4"."reply_to" IS NULL
    AND "t4"."to" IS NOT NULL
    AND "t4"."to" <> "t4"."account"
    AND "t4"."ts" <= (
      "t4"."asked" + INTERVAL '168' HOUR
    )
) AS "t6"
INNER JOIN "periods" AS "t2"
  ON "t6"."day" = "t2"."day";

-- ? entries_each_hour
SELECT
  "t1"."day",
  "t1"."hour",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t0"."entry_id",
    "t0"."day",
    "t0"."ts",
    "t0"."kind",
    "t0"."account",
    "t0"."peer",
    "t0"."channel",
    "t0"."thread",
    "t0"."reply_to",
    "t0"."mentions",
    "t0"."asks",
    "t0"."file",
    "t0"."offset",
    "t0"."member",
    CAST(FLOOR((
      EPOCH(CAST("t0"."ts" AS TIMESTAMP))
    ) / (
      3600
    )) AS BIGINT) AS "hour"
  FROM "entries" AS "t0"
  WHERE
    NOT (
      "t0"."kind" IN (
        'account.tied',
        'account.untied',
        'case.decided',
        'case.opened',
        'draw.entered',
        'draw.opened',
        'draw.won',
        'event.attended',
        'event.closed',
        'event.opened',
        'event.signed_up',
        'feedback.answered',
        'feedback.received',
        'feedback.told',
        'survey.answered',
        'survey.asked'
      )
    )
) AS "t1"
GROUP BY
  1,
  2;

-- ? exchanged_by_link
SELECT
  "t10"."by",
  "t10"."to",
  "t10"."asked_on",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t9"."by",
    "t9"."to",
    "t9"."asked_on",
    "t2"."period",
    "t2"."day"
  FROM (
    SELECT
      "t7"."by",
      "t7"."to",
      "t7"."asked_day" AS "asked_on"
    FROM (
      SELECT
        "t5"."entry_id",
        "t5"."to",
        "t5"."asked",
        "t5"."asked_day",
        "t5"."to_member",
        "t5"."asked_kind",
        "t6"."day",
        "t6"."answer_to",
        "t6"."by",
        "t6"."at",
        "t6"."reply"
      FROM (
        SELECT
          "t1"."entry_id",
          "t1"."account" AS "to",
          "t1"."ts" AS "asked",
          "t1"."day" AS "asked_day",
          "t1"."member" AS "to_member",
          "t1"."kind" AS "asked_kind"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
      ) AS "t5"
      INNER JOIN (
        SELECT
          "t1"."day",
          "t1"."reply_to" AS "answer_to",
          "t1"."account" AS "by",
          "t1"."ts" AS "at",
          "t1"."entry_id" AS "reply"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND "t1"."reply_to" IS NOT NULL
      ) AS "t6"
        ON "t5"."entry_id" = "t6"."answer_to"
    ) AS "t7"
    WHERE
      "t7"."by" <> "t7"."to"
      AND "t7"."at" >= "t7"."asked"
      AND "t7"."at" <= (
        "t7"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t9"
  INNER JOIN "periods" AS "t2"
    ON "t9"."asked_on" = "t2"."day"
) AS "t10"
GROUP BY
  1,
  2,
  3;

-- ? exchanged_by_mention
SELECT
  "t7"."by",
  "t7"."to",
  "t7"."asked_on",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t6"."by",
    "t6"."to",
    "t6"."asked_on",
    "t2"."period",
    "t2"."day"
  FROM (
    SELECT
      "t4"."by",
      "t4"."to",
      "t4"."day" AS "asked_on"
    FROM (
      SELECT
        "t3".*
        REPLACE ("unnest_column" AS "to")
      FROM (
        SELECT
          "t1"."day",
          "t1"."account" AS "by",
          "t1"."mentions" AS "to"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND ARRAY_LENGTH("t1"."mentions") > 0
      ) AS "t3"
      CROSS JOIN UNNEST("t3"."to") AS "unnest"("unnest_column")
    ) AS "t4"
    WHERE
      "t4"."by" <> "t4"."to"
  ) AS "t6"
  INNER JOIN "periods" AS "t2"
    ON "t6"."asked_on" = "t2"."day"
) AS "t7"
GROUP BY
  1,
  2,
  3;

-- ? exchanged_by_thread
SELECT
  "t7"."by",
  "t7"."to",
  "t7"."asked_on",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t6"."by",
    "t6"."to",
    "t6"."asked_on",
    "t2"."period",
    "t2"."day"
  FROM (
    SELECT
      "t4"."account" AS "by",
      "t4"."to",
      "t4"."asked_day" AS "asked_on"
    FROM (
      SELECT
        "t3"."entry_id",
        "t3"."day",
        "t3"."ts",
        "t3"."kind",
        "t3"."account",
        "t3"."peer",
        "t3"."channel",
        "t3"."thread",
        "t3"."reply_to",
        "t3"."mentions",
        "t3"."asks",
        "t3"."file",
        "t3"."offset",
        "t3"."member",
        LAG("t3"."account") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "to",
        LAG("t3"."entry_id") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "to_entry",
        LAG("t3"."ts") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "asked",
        LAG("t3"."day") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "asked_day"
      FROM (
        SELECT
          *
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND "t1"."thread" IS NOT NULL
      ) AS "t3"
    ) AS "t4"
    WHERE
      "t4"."reply_to" IS NULL
      AND "t4"."to" IS NOT NULL
      AND "t4"."to" <> "t4"."account"
      AND "t4"."ts" <= (
        "t4"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t6"
  INNER JOIN "periods" AS "t2"
    ON "t6"."asked_on" = "t2"."day"
) AS "t7"
GROUP BY
  1,
  2,
  3;

-- ? first_written
SELECT
  "t5"."account",
  FIRST("t5"."day" ORDER BY "t5"."ts" ASC, "t5"."file" ASC, "t5"."offset" ASC) FILTER(WHERE
    "t5"."day" IS NOT NULL) AS "day",
  FIRST("t5"."entry_id" ORDER BY "t5"."ts" ASC, "t5"."file" ASC, "t5"."offset" ASC) FILTER(WHERE
    "t5"."entry_id" IS NOT NULL) AS "entry_id"
FROM (
  SELECT
    "t4"."entry_id",
    "t4"."day",
    "t4"."ts",
    "t4"."kind",
    "t4"."account",
    "t4"."peer",
    "t4"."channel",
    "t4"."thread",
    "t4"."reply_to",
    "t4"."mentions",
    "t4"."asks",
    "t4"."file",
    "t4"."offset",
    "t4"."member"
  FROM (
    SELECT
      *
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll')
  ) AS "t4"
  SEMI JOIN "wanted" AS "t2"
    ON CAST("t4"."account" AS BIGINT) = "t2"."id"
) AS "t5"
GROUP BY
  1;

-- ? gaps_by_day
SELECT
  "t2"."day",
  COUNT(*) AS "n",
  SUM("t2"."gap") AS "total",
  SUM("t2"."gap" * "t2"."gap") AS "squares",
  FIRST("t2"."gap" ORDER BY "t2"."ts" ASC, "t2"."gap" DESC) FILTER(WHERE
    "t2"."gap" IS NOT NULL) AS "first"
FROM (
  SELECT
    "t1"."day",
    "t1"."at",
    "t1"."ts",
    CAST(COALESCE(
      "t1"."at" - LAG("t1"."at") OVER (ORDER BY "t1"."ts" ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING),
      0
    ) AS DOUBLE) AS "gap"
  FROM (
    SELECT
      "t0"."day",
      EPOCH(CAST("t0"."ts" AS TIMESTAMP)) AS "at",
      "t0"."ts"
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll') AND "t0"."member"
  ) AS "t1"
) AS "t2"
GROUP BY
  1;

-- ? given_entries
SELECT
  "t5"."entry_id",
  "t5"."account",
  "t5"."ts"
FROM (
  SELECT
    "t4"."entry_id",
    "t4"."day",
    "t4"."ts",
    "t4"."kind",
    "t4"."account",
    "t4"."peer",
    "t4"."channel",
    "t4"."thread",
    "t4"."reply_to",
    "t4"."mentions",
    "t4"."asks",
    "t4"."file",
    "t4"."offset",
    "t4"."member"
  FROM (
    SELECT
      *
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
  ) AS "t4"
  SEMI JOIN "wanted" AS "t2"
    ON "t4"."entry_id" = "t2"."id"
) AS "t5"
ORDER BY
  "t5"."ts" ASC,
  "t5"."entry_id" ASC;

-- ? half_lives
SELECT
  "t2"."period",
  "t11"."to",
  "t11"."asked",
  "t11"."asked_kind",
  "t11"."waited"
FROM (
  SELECT
    "t9"."entry_id",
    "t9"."to",
    "t9"."asked",
    "t9"."asked_day",
    "t9"."to_member",
    "t9"."asked_kind",
    "t9"."day",
    "t9"."answer_to",
    "t9"."by",
    "t9"."at",
    "t9"."reply",
    "t9"."place",
    "t9"."replies",
    CAST(EPOCH(CAST("t9"."at" AS TIMESTAMP)) - EPOCH(CAST("t9"."asked" AS TIMESTAMP)) AS DOUBLE) AS "waited"
  FROM (
    SELECT
      "t8"."entry_id",
      "t8"."to",
      "t8"."asked",
      "t8"."asked_day",
      "t8"."to_member",
      "t8"."asked_kind",
      "t8"."day",
      "t8"."answer_to",
      "t8"."by",
      "t8"."at",
      "t8"."reply",
      ROW_NUMBER() OVER (
        PARTITION BY "t8"."entry_id"
        ORDER BY "t8"."at" ASC, "t8"."reply" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "place",
      COUNT("t8"."reply") OVER (
        PARTITION BY "t8"."entry_id"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "replies"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t5"."entry_id",
          "t5"."to",
          "t5"."asked",
          "t5"."asked_day",
          "t5"."to_member",
          "t5"."asked_kind",
          "t6"."day",
          "t6"."answer_to",
          "t6"."by",
          "t6"."at",
          "t6"."reply"
        FROM (
          SELECT
            "t1"."entry_id",
            "t1"."account" AS "to",
            "t1"."ts" AS "asked",
            "t1"."day" AS "asked_day",
            "t1"."member" AS "to_member",
            "t1"."kind" AS "asked_kind"
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
        ) AS "t5"
        INNER JOIN (
          SELECT
            "t1"."day",
            "t1"."reply_to" AS "answer_to",
            "t1"."account" AS "by",
            "t1"."ts" AS "at",
            "t1"."entry_id" AS "reply"
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll')
            AND "t1"."account" IS NOT NULL
            AND "t1"."reply_to" IS NOT NULL
        ) AS "t6"
          ON "t5"."entry_id" = "t6"."answer_to"
      ) AS "t7"
      WHERE
        "t7"."by" <> "t7"."to"
        AND "t7"."at" >= "t7"."asked"
        AND "t7"."to_member"
        AND "t7"."at" <= (
          "t7"."asked" + INTERVAL '336' HOUR
        )
    ) AS "t8"
  ) AS "t9"
  WHERE
    "t9"."place" = CAST(FLOOR((
      "t9"."replies" - 1
    ) / 2) AS BIGINT)
) AS "t11"
INNER JOIN "periods" AS "t2"
  ON "t11"."asked_day" = "t2"."day";

-- ? joinings
SELECT
  "t0"."day",
  "t0"."ts",
  "t0"."account",
  "t0"."peer"
FROM "entries" AS "t0"
WHERE
  "t0"."kind" IN ('join', 'invite') AND "t0"."account" IS NOT NULL
ORDER BY
  "t0"."ts" ASC,
  "t0"."file" ASC,
  "t0"."offset" ASC;

-- ? links_with_both_ends
SELECT
  "t2"."period",
  "t9"."by",
  "t9"."to",
  "t9"."reply",
  "t9"."entry_id"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t5"."entry_id",
      "t5"."to",
      "t5"."asked",
      "t5"."asked_day",
      "t5"."to_member",
      "t5"."asked_kind",
      "t6"."day",
      "t6"."answer_to",
      "t6"."by",
      "t6"."at",
      "t6"."reply"
    FROM (
      SELECT
        "t1"."entry_id",
        "t1"."account" AS "to",
        "t1"."ts" AS "asked",
        "t1"."day" AS "asked_day",
        "t1"."member" AS "to_member",
        "t1"."kind" AS "asked_kind"
      FROM "entries" AS "t1"
      WHERE
        "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
    ) AS "t5"
    INNER JOIN (
      SELECT
        "t1"."day",
        "t1"."reply_to" AS "answer_to",
        "t1"."account" AS "by",
        "t1"."ts" AS "at",
        "t1"."entry_id" AS "reply"
      FROM "entries" AS "t1"
      WHERE
        "t1"."kind" IN ('message', 'poll')
        AND "t1"."account" IS NOT NULL
        AND "t1"."reply_to" IS NOT NULL
    ) AS "t6"
      ON "t5"."entry_id" = "t6"."answer_to"
  ) AS "t7"
  WHERE
    "t7"."by" <> "t7"."to"
    AND "t7"."at" >= "t7"."asked"
    AND "t7"."at" <= (
      "t7"."asked" + INTERVAL '168' HOUR
    )
) AS "t9"
INNER JOIN "periods" AS "t2"
  ON "t9"."day" = "t2"."day";

-- ? made_by_day
SELECT
  "t1"."day",
  "t1"."account",
  "t1"."channel",
  SUM(CASE WHEN "t1"."kind" IN ('message', 'poll', 'repost') THEN "t1"."n" ELSE 0 END) AS "messages",
  SUM(
    CASE WHEN "t1"."kind" IN ('message', 'poll', 'repost') THEN "t1"."asks" ELSE 0 END
  ) AS "questions",
  SUM(CASE WHEN "t1"."kind" = 'reaction' THEN "t1"."n" ELSE 0 END) AS "reactions",
  SUM(CASE WHEN "t1"."kind" IN ('join', 'invite') THEN "t1"."n" ELSE 0 END) AS "comings"
FROM (
  SELECT
    *
  FROM "rollup" AS "t0"
  WHERE
    "t0"."account" IS NOT NULL
    AND "t0"."kind" IN ('message', 'poll', 'repost', 'reaction', 'join', 'invite')
) AS "t1"
GROUP BY
  1,
  2,
  3;

-- ? made_by_link
SELECT DISTINCT
  *
FROM (
  SELECT
    "t2"."period",
    "t9"."by",
    "t9"."to"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t5"."entry_id",
        "t5"."to",
        "t5"."asked",
        "t5"."asked_day",
        "t5"."to_member",
        "t5"."asked_kind",
        "t6"."day",
        "t6"."answer_to",
        "t6"."by",
        "t6"."at",
        "t6"."reply"
      FROM (
        SELECT
          "t1"."entry_id",
          "t1"."account" AS "to",
          "t1"."ts" AS "asked",
          "t1"."day" AS "asked_day",
          "t1"."member" AS "to_member",
          "t1"."kind" AS "asked_kind"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
      ) AS "t5"
      INNER JOIN (
        SELECT
          "t1"."day",
          "t1"."reply_to" AS "answer_to",
          "t1"."account" AS "by",
          "t1"."ts" AS "at",
          "t1"."entry_id" AS "reply"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND "t1"."reply_to" IS NOT NULL
      ) AS "t6"
        ON "t5"."entry_id" = "t6"."answer_to"
    ) AS "t7"
    WHERE
      "t7"."by" <> "t7"."to"
      AND "t7"."at" >= "t7"."asked"
      AND "t7"."at" <= (
        "t7"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t9"
  INNER JOIN "periods" AS "t2"
    ON "t9"."day" = "t2"."day"
) AS "t10";

-- ? made_by_mention
SELECT DISTINCT
  *
FROM (
  SELECT
    "t2"."period",
    "t6"."by",
    "t6"."to"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t3".*
        REPLACE ("unnest_column" AS "to")
      FROM (
        SELECT
          "t1"."day",
          "t1"."account" AS "by",
          "t1"."mentions" AS "to"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND ARRAY_LENGTH("t1"."mentions") > 0
      ) AS "t3"
      CROSS JOIN UNNEST("t3"."to") AS "unnest"("unnest_column")
    ) AS "t4"
    WHERE
      "t4"."by" <> "t4"."to"
  ) AS "t6"
  INNER JOIN "periods" AS "t2"
    ON "t6"."day" = "t2"."day"
) AS "t7";

-- ? made_by_thread
SELECT DISTINCT
  *
FROM (
  SELECT
    "t2"."period",
    "t6"."by",
    "t6"."to"
  FROM (
    SELECT
      "t4"."day",
      "t4"."to",
      "t4"."to_entry",
      "t4"."asked",
      "t4"."asked_day",
      "t4"."account" AS "by",
      "t4"."ts" AS "at"
    FROM (
      SELECT
        "t3"."entry_id",
        "t3"."day",
        "t3"."ts",
        "t3"."kind",
        "t3"."account",
        "t3"."peer",
        "t3"."channel",
        "t3"."thread",
        "t3"."reply_to",
        "t3"."mentions",
        "t3"."asks",
        "t3"."file",
        "t3"."offset",
        "t3"."member",
        LAG("t3"."account") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "to",
        LAG("t3"."entry_id") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "to_entry",
        LAG("t3"."ts") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "asked",
        LAG("t3"."day") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "asked_day"
      FROM (
        SELECT
          *
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND "t1"."thread" IS NOT NULL
      ) AS "t3"
    ) AS "t4"
    WHERE
      "t4"."reply_to" IS NULL
      AND "t4"."to" IS NOT NULL
      AND "t4"."to" <> "t4"."account"
      AND "t4"."ts" <= (
        "t4"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t6"
  INNER JOIN "periods" AS "t2"
    ON "t6"."day" = "t2"."day"
) AS "t7";

-- ? membership_by_day
SELECT
  "t1"."day",
  "t1"."kind",
  SUM("t1"."n") AS "n"
FROM (
  SELECT
    *
  FROM "rollup" AS "t0"
  WHERE
    "t0"."kind" IN ('member_count', 'join', 'invite', 'leave', 'kick')
) AS "t1"
GROUP BY
  1,
  2;

-- ? messages_per_quarter
SELECT
  CAST(FLOOR(EPOCH(CAST("t1"."ts" AS TIMESTAMP)) / 900) AS BIGINT) AS "quarter",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "entries" AS "t0"
  WHERE
    "t0"."kind" IN ('message', 'poll') AND "t0"."member"
) AS "t1"
GROUP BY
  1;

-- ? minutes_of_wanted
SELECT DISTINCT
  *
FROM (
  SELECT
    "t4"."account",
    "t4"."day",
    CAST(FLOOR(EPOCH(CAST("t4"."ts" AS TIMESTAMP)) / 60) AS BIGINT) AS "minute"
  FROM (
    SELECT
      *
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll', 'repost') AND "t0"."account" IS NOT NULL
  ) AS "t4"
  SEMI JOIN "wanted" AS "t2"
    ON CAST("t4"."account" AS BIGINT) = "t2"."id"
) AS "t5";

-- ? own_by_link
SELECT
  *
FROM (
  SELECT
    "t16"."by",
    "t16"."to",
    COUNT(*) AS "n",
    MAX("t16"."day") AS "last"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t6"."entry_id",
        "t6"."to",
        "t6"."asked",
        "t6"."asked_day",
        "t6"."to_member",
        "t6"."asked_kind",
        "t12"."day",
        "t12"."answer_to",
        "t12"."by",
        "t12"."at",
        "t12"."reply"
      FROM (
        SELECT
          "t0"."entry_id",
          "t0"."account" AS "to",
          "t0"."ts" AS "asked",
          "t0"."day" AS "asked_day",
          "t0"."member" AS "to_member",
          "t0"."kind" AS "asked_kind"
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
      ) AS "t6"
      INNER JOIN (
        SELECT
          "t9"."day",
          "t9"."reply_to" AS "answer_to",
          "t9"."account" AS "by",
          "t9"."ts" AS "at",
          "t9"."entry_id" AS "reply"
        FROM (
          SELECT
            "t7"."entry_id",
            "t7"."day",
            "t7"."ts",
            "t7"."kind",
            "t7"."account",
            "t7"."peer",
            "t7"."channel",
            "t7"."thread",
            "t7"."reply_to",
            "t7"."mentions",
            "t7"."asks",
            "t7"."file",
            "t7"."offset",
            "t7"."member"
          FROM (
            SELECT
              *
            FROM "entries" AS "t0"
            WHERE
              "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
          ) AS "t7"
          SEMI JOIN "wanted" AS "t2"
            ON "t7"."account" = "t2"."id"
        ) AS "t9"
        WHERE
          "t9"."reply_to" IS NOT NULL
      ) AS "t12"
        ON "t6"."entry_id" = "t12"."answer_to"
    ) AS "t15"
    WHERE
      "t15"."by" <> "t15"."to"
      AND "t15"."at" >= "t15"."asked"
      AND "t15"."at" <= (
        "t15"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t16"
  GROUP BY
    1,
    2
) AS "t17"
UNION
SELECT
  *
FROM (
  SELECT
    "t13"."by",
    "t13"."to",
    COUNT(*) AS "n",
    MAX("t13"."day") AS "last"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t7"."entry_id",
        "t7"."account" AS "to",
        "t7"."ts" AS "asked",
        "t7"."day" AS "asked_day",
        "t7"."member" AS "to_member",
        "t7"."kind" AS "asked_kind",
        "t8"."day",
        "t8"."answer_to",
        "t8"."by",
        "t8"."at",
        "t8"."reply"
      FROM (
        SELECT
          *
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
      ) AS "t7"
      SEMI JOIN "wanted" AS "t2"
        ON "t7"."account" = "t2"."id"
      INNER JOIN (
        SELECT
          "t0"."day",
          "t0"."reply_to" AS "answer_to",
          "t0"."account" AS "by",
          "t0"."ts" AS "at",
          "t0"."entry_id" AS "reply"
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll')
          AND "t0"."account" IS NOT NULL
          AND "t0"."reply_to" IS NOT NULL
      ) AS "t8"
        ON "t7"."entry_id" = "t8"."answer_to"
    ) AS "t10"
    WHERE
      "t10"."by" <> "t10"."to"
      AND "t10"."at" >= "t10"."asked"
      AND "t10"."at" <= (
        "t10"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t13"
  GROUP BY
    1,
    2
) AS "t14";

-- ? own_by_mention
SELECT
  *
FROM (
  SELECT
    "t7"."by",
    "t7"."to",
    COUNT(*) AS "n",
    MAX("t7"."day") AS "last"
  FROM (
    SELECT
      "t6"."day",
      "t6"."by",
      "t6"."to"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3".*
          REPLACE ("unnest_column" AS "to")
        FROM (
          SELECT
            "t1"."day",
            "t1"."account" AS "by",
            "t1"."mentions" AS "to"
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll')
            AND "t1"."account" IS NOT NULL
            AND ARRAY_LENGTH("t1"."mentions") > 0
        ) AS "t3"
        CROSS JOIN UNNEST("t3"."to") AS "unnest"("unnest_column")
      ) AS "t4"
      WHERE
        "t4"."by" <> "t4"."to"
    ) AS "t6"
    SEMI JOIN "wanted" AS "t2"
      ON "t6"."by" = "t2"."id"
  ) AS "t7"
  GROUP BY
    1,
    2
) AS "t9"
UNION
SELECT
  *
FROM (
  SELECT
    "t8"."by",
    "t8"."to",
    COUNT(*) AS "n",
    MAX("t8"."day") AS "last"
  FROM (
    SELECT
      "t6"."day",
      "t6"."by",
      "t6"."to"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3".*
          REPLACE ("unnest_column" AS "to")
        FROM (
          SELECT
            "t1"."day",
            "t1"."account" AS "by",
            "t1"."mentions" AS "to"
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll')
            AND "t1"."account" IS NOT NULL
            AND ARRAY_LENGTH("t1"."mentions") > 0
        ) AS "t3"
        CROSS JOIN UNNEST("t3"."to") AS "unnest"("unnest_column")
      ) AS "t4"
      WHERE
        "t4"."by" <> "t4"."to"
    ) AS "t6"
    SEMI JOIN "wanted" AS "t2"
      ON "t6"."to" = "t2"."id"
  ) AS "t8"
  GROUP BY
    1,
    2
) AS "t10";

-- ? own_by_thread
SELECT
  *
FROM (
  SELECT
    "t16"."by",
    "t16"."to",
    COUNT(*) AS "n",
    MAX("t16"."day") AS "last"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t12"."day",
        "t12"."to",
        "t12"."to_entry",
        "t12"."asked",
        "t12"."asked_day",
        "t12"."by",
        "t12"."at"
      FROM (
        SELECT
          "t10"."day",
          "t10"."to",
          "t10"."to_entry",
          "t10"."asked",
          "t10"."asked_day",
          "t10"."account" AS "by",
          "t10"."ts" AS "at"
        FROM (
          SELECT
            "t9"."entry_id",
            "t9"."day",
            "t9"."ts",
            "t9"."kind",
            "t9"."account",
            "t9"."peer",
            "t9"."channel",
            "t9"."thread",
            "t9"."reply_to",
            "t9"."mentions",
            "t9"."asks",
            "t9"."file",
            "t9"."offset",
            "t9"."member",
            LAG("t9"."account") OVER (
              PARTITION BY "t9"."thread"
              ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "to",
            LAG("t9"."entry_id") OVER (
              PARTITION BY "t9"."thread"
              ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "to_entry",
            LAG("t9"."ts") OVER (
              PARTITION BY "t9"."thread"
              ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "asked",
            LAG("t9"."day") OVER (
              PARTITION BY "t9"."thread"
              ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "asked_day"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t4"."entry_id",
                "t4"."day",
                "t4"."ts",
                "t4"."kind",
                "t4"."account",
                "t4"."peer",
                "t4"."channel",
                "t4"."thread",
                "t4"."reply_to",
                "t4"."mentions",
                "t4"."asks",
                "t4"."file",
                "t4"."offset",
                "t4"."member"
              FROM (
                SELECT
                  *
                FROM "entries" AS "t1"
                WHERE
                  "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
              ) AS "t4"
              SEMI JOIN (
                SELECT DISTINCT
                  *
                FROM (
                  SELECT
                    "t4"."thread"
                  FROM (
                    SELECT
                      *
                    FROM "entries" AS "t1"
                    WHERE
                      "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
                  ) AS "t4"
                  SEMI JOIN "wanted" AS "t2"
                    ON "t4"."account" = "t2"."id"
                ) AS "t5"
              ) AS "t7"
                ON "t4"."thread" = "t7"."thread"
            ) AS "t8"
            WHERE
              "t8"."thread" IS NOT NULL
          ) AS "t9"
        ) AS "t10"
        WHERE
          "t10"."reply_to" IS NULL
          AND "t10"."to" IS NOT NULL
          AND "t10"."to" <> "t10"."account"
      ) AS "t12"
      SEMI JOIN "wanted" AS "t2"
        ON "t12"."by" = "t2"."id"
    ) AS "t14"
    WHERE
      "t14"."at" <= (
        "t14"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t16"
  GROUP BY
    1,
    2
) AS "t18"
UNION
SELECT
  *
FROM (
  SELECT
    "t15"."by",
    "t15"."to",
    COUNT(*) AS "n",
    MAX("t15"."day") AS "last"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t12"."day",
        "t12"."to",
        "t12"."to_entry",
        "t12"."asked",
        "t12"."asked_day",
        "t12"."by",
        "t12"."at"
      FROM (
        SELECT
          "t10"."day",
          "t10"."to",
          "t10"."to_entry",
          "t10"."asked",
          "t10"."asked_day",
          "t10"."account" AS "by",
          "t10"."ts" AS "at"
        FROM (
          SELECT
            "t9"."entry_id",
            "t9"."day",
            "t9"."ts",
            "t9"."kind",
            "t9"."account",
            "t9"."peer",
            "t9"."channel",
            "t9"."thread",
            "t9"."reply_to",
            "t9"."mentions",
            "t9"."asks",
            "t9"."file",
            "t9"."offset",
            "t9"."member",
            LAG("t9"."account") OVER (
              PARTITION BY "t9"."thread"
              ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "to",
            LAG("t9"."entry_id") OVER (
              PARTITION BY "t9"."thread"
              ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "to_entry",
            LAG("t9"."ts") OVER (
              PARTITION BY "t9"."thread"
              ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "asked",
            LAG("t9"."day") OVER (
              PARTITION BY "t9"."thread"
              ORDER BY "t9"."ts" ASC, "t9"."file" ASC, "t9"."offset" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "asked_day"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t4"."entry_id",
                "t4"."day",
                "t4"."ts",
                "t4"."kind",
                "t4"."account",
                "t4"."peer",
                "t4"."channel",
                "t4"."thread",
                "t4"."reply_to",
                "t4"."mentions",
                "t4"."asks",
                "t4"."file",
                "t4"."offset",
                "t4"."member"
              FROM (
                SELECT
                  *
                FROM "entries" AS "t1"
                WHERE
                  "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
              ) AS "t4"
              SEMI JOIN (
                SELECT DISTINCT
                  *
                FROM (
                  SELECT
                    "t4"."thread"
                  FROM (
                    SELECT
                      *
                    FROM "entries" AS "t1"
                    WHERE
                      "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
                  ) AS "t4"
                  SEMI JOIN "wanted" AS "t2"
                    ON "t4"."account" = "t2"."id"
                ) AS "t5"
              ) AS "t7"
                ON "t4"."thread" = "t7"."thread"
            ) AS "t8"
            WHERE
              "t8"."thread" IS NOT NULL
          ) AS "t9"
        ) AS "t10"
        WHERE
          "t10"."reply_to" IS NULL
          AND "t10"."to" IS NOT NULL
          AND "t10"."to" <> "t10"."account"
      ) AS "t12"
      SEMI JOIN "wanted" AS "t2"
        ON "t12"."to" = "t2"."id"
    ) AS "t13"
    WHERE
      "t13"."at" <= (
        "t13"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t15"
  GROUP BY
    1,
    2
) AS "t17";

-- ? own_moves
SELECT
  "t4"."kind",
  "t4"."ts",
  "t4"."peer",
  "t4"."channel"
FROM (
  SELECT
    "t2"."entry_id",
    "t2"."day",
    "t2"."ts",
    "t2"."kind",
    "t2"."account",
    "t2"."peer",
    "t2"."channel",
    "t2"."thread",
    "t2"."reply_to",
    "t2"."mentions",
    "t2"."asks",
    "t2"."file",
    "t2"."offset",
    "t2"."member"
  FROM "entries" AS "t2"
  SEMI JOIN "wanted" AS "t3"
    ON "t2"."account" = "t3"."id"
) AS "t4"
WHERE
  "t4"."kind" IN ('invite', 'join', 'kick', 'leave')
ORDER BY
  "t4"."ts" ASC,
  "t4"."file" ASC,
  "t4"."offset" ASC;

-- ? own_words
SELECT
  "t5"."kind",
  "t5"."day",
  "t5"."quarter",
  "t5"."channel",
  "t5"."thread",
  COUNT(*) AS "n",
  SUM("t5"."asking") AS "asks"
FROM (
  SELECT
    "t4"."entry_id",
    "t4"."day",
    "t4"."ts",
    "t4"."kind",
    "t4"."account",
    "t4"."peer",
    "t4"."channel",
    "t4"."thread",
    "t4"."reply_to",
    "t4"."mentions",
    "t4"."asks",
    "t4"."file",
    "t4"."offset",
    "t4"."member",
    CAST(FLOOR(EPOCH(CAST("t4"."ts" AS TIMESTAMP)) / 900) AS BIGINT) AS "quarter",
    CAST(COALESCE("t4"."asks", FALSE) AS BIGINT) AS "asking"
  FROM (
    SELECT
      "t2"."entry_id",
      "t2"."day",
      "t2"."ts",
      "t2"."kind",
      "t2"."account",
      "t2"."peer",
      "t2"."channel",
      "t2"."thread",
      "t2"."reply_to",
      "t2"."mentions",
      "t2"."asks",
      "t2"."file",
      "t2"."offset",
      "t2"."member"
    FROM "entries" AS "t2"
    SEMI JOIN "wanted" AS "t3"
      ON "t2"."account" = "t3"."id"
  ) AS "t4"
) AS "t5"
GROUP BY
  1,
  2,
  3,
  4,
  5;

-- ? people_per_thread
SELECT
  "t6"."period",
  "t6"."people"
FROM (
  SELECT
    "t5"."period",
    "t5"."thread",
    COUNT(DISTINCT "t5"."account") AS "people"
  FROM (
    SELECT
      "t4"."entry_id",
      "t4"."day",
      "t4"."ts",
      "t4"."kind",
      "t4"."account",
      "t4"."peer",
      "t4"."channel",
      "t4"."thread",
      "t4"."reply_to",
      "t4"."mentions",
      "t4"."asks",
      "t4"."file",
      "t4"."offset",
      "t4"."member",
      "t2"."period"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll')
        AND "t0"."account" IS NOT NULL
        AND "t0"."thread" IS NOT NULL
        AND "t0"."member"
    ) AS "t4"
    INNER JOIN "periods" AS "t2"
      ON "t4"."day" = "t2"."day"
  ) AS "t5"
  GROUP BY
    1,
    2
) AS "t6";

-- ? places_of_given
SELECT
  "t4"."entry_id",
  "t4"."account",
  "t4"."channel",
  "t4"."thread",
  CAST(FLOOR(EPOCH(CAST("t4"."ts" AS TIMESTAMP)) / 900) AS BIGINT) AS "quarter"
FROM (
  SELECT
    "t2"."entry_id",
    "t2"."day",
    "t2"."ts",
    "t2"."kind",
    "t2"."account",
    "t2"."peer",
    "t2"."channel",
    "t2"."thread",
    "t2"."reply_to",
    "t2"."mentions",
    "t2"."asks",
    "t2"."file",
    "t2"."offset",
    "t2"."member"
  FROM "entries" AS "t2"
  SEMI JOIN "wanted" AS "t3"
    ON "t2"."entry_id" = "t3"."id"
) AS "t4";

-- ? questions_of_members
SELECT
  "t5"."period",
  "t5"."entry_id",
  "t5"."account",
  "t5"."ts"
FROM (
  SELECT
    "t4"."entry_id",
    "t4"."day",
    "t4"."ts",
    "t4"."kind",
    "t4"."account",
    "t4"."peer",
    "t4"."channel",
    "t4"."thread",
    "t4"."reply_to",
    "t4"."mentions",
    "t4"."asks",
    "t4"."file",
    "t4"."offset",
    "t4"."member",
    "t2"."period"
  FROM (
    SELECT
      *
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll')
      AND "t0"."account" IS NOT NULL
      AND "t0"."asks"
      AND "t0"."member"
  ) AS "t4"
  INNER JOIN "periods" AS "t2"
    ON "t4"."day" = "t2"."day"
) AS "t5"
ORDER BY
  "t5"."ts" ASC,
  "t5"."entry_id" ASC;

-- ? received_by_link
SELECT DISTINCT
  *
FROM (
  SELECT
    "t2"."period",
    "t9"."by",
    "t9"."to"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t5"."entry_id",
        "t5"."to",
        "t5"."asked",
        "t5"."asked_day",
        "t5"."to_member",
        "t5"."asked_kind",
        "t6"."day",
        "t6"."answer_to",
        "t6"."by",
        "t6"."at",
        "t6"."reply"
      FROM (
        SELECT
          "t1"."entry_id",
          "t1"."account" AS "to",
          "t1"."ts" AS "asked",
          "t1"."day" AS "asked_day",
          "t1"."member" AS "to_member",
          "t1"."kind" AS "asked_kind"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
      ) AS "t5"
      INNER JOIN (
        SELECT
          "t1"."day",
          "t1"."reply_to" AS "answer_to",
          "t1"."account" AS "by",
          "t1"."ts" AS "at",
          "t1"."entry_id" AS "reply"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND "t1"."reply_to" IS NOT NULL
      ) AS "t6"
        ON "t5"."entry_id" = "t6"."answer_to"
    ) AS "t7"
    WHERE
      "t7"."by" <> "t7"."to"
      AND "t7"."at" >= "t7"."asked"
      AND "t7"."at" <= (
        "t7"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t9"
  INNER JOIN "periods" AS "t2"
    ON "t9"."asked_day" = "t2"."day"
) AS "t10";

-- ? received_by_thread
SELECT DISTINCT
  *
FROM (
  SELECT
    "t2"."period",
    "t6"."by",
    "t6"."to"
  FROM (
    SELECT
      "t4"."day",
      "t4"."to",
      "t4"."to_entry",
      "t4"."asked",
      "t4"."asked_day",
      "t4"."account" AS "by",
      "t4"."ts" AS "at"
    FROM (
      SELECT
        "t3"."entry_id",
        "t3"."day",
        "t3"."ts",
        "t3"."kind",
        "t3"."account",
        "t3"."peer",
        "t3"."channel",
        "t3"."thread",
        "t3"."reply_to",
        "t3"."mentions",
        "t3"."asks",
        "t3"."file",
        "t3"."offset",
        "t3"."member",
        LAG("t3"."account") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "to",
        LAG("t3"."entry_id") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "to_entry",
        LAG("t3"."ts") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "asked",
        LAG("t3"."day") OVER (
          PARTITION BY "t3"."thread"
          ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "asked_day"
      FROM (
        SELECT
          *
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND "t1"."thread" IS NOT NULL
      ) AS "t3"
    ) AS "t4"
    WHERE
      "t4"."reply_to" IS NULL
      AND "t4"."to" IS NOT NULL
      AND "t4"."to" <> "t4"."account"
      AND "t4"."ts" <= (
        "t4"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t6"
  INNER JOIN "periods" AS "t2"
    ON "t6"."asked_day" = "t2"."day"
) AS "t7";

-- ? replied_by_link
SELECT
  "t10"."day",
  "t10"."by",
  "t10"."to",
  "t10"."channel",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t9"."entry_id",
    "t9"."to",
    "t9"."asked",
    "t9"."asked_day",
    "t9"."to_member",
    "t9"."asked_kind",
    "t9"."day",
    "t9"."answer_to",
    "t9"."by",
    "t9"."at",
    "t9"."reply",
    "t4"."link_entry",
    "t4"."channel"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t5"."entry_id",
        "t5"."to",
        "t5"."asked",
        "t5"."asked_day",
        "t5"."to_member",
        "t5"."asked_kind",
        "t6"."day",
        "t6"."answer_to",
        "t6"."by",
        "t6"."at",
        "t6"."reply"
      FROM (
        SELECT
          "t0"."entry_id",
          "t0"."account" AS "to",
          "t0"."ts" AS "asked",
          "t0"."day" AS "asked_day",
          "t0"."member" AS "to_member",
          "t0"."kind" AS "asked_kind"
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
      ) AS "t5"
      INNER JOIN (
        SELECT
          "t0"."day",
          "t0"."reply_to" AS "answer_to",
          "t0"."account" AS "by",
          "t0"."ts" AS "at",
          "t0"."entry_id" AS "reply"
        FROM "entries" AS "t0"
        WHERE
          "t0"."kind" IN ('message', 'poll')
          AND "t0"."account" IS NOT NULL
          AND "t0"."reply_to" IS NOT NULL
      ) AS "t6"
        ON "t5"."entry_id" = "t6"."answer_to"
    ) AS "t7"
    WHERE
      "t7"."by" <> "t7"."to"
      AND "t7"."at" >= "t7"."asked"
      AND "t7"."at" <= (
        "t7"."asked" + INTERVAL '168' HOUR
      )
  ) AS "t9"
  INNER JOIN (
    SELECT
      "t0"."entry_id" AS "link_entry",
      "t0"."channel"
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
  ) AS "t4"
    ON "t9"."reply" = "t4"."link_entry"
) AS "t10"
GROUP BY
  1,
  2,
  3,
  4;

-- ? replied_by_mention
SELECT
  "t3"."day",
  "t3"."by",
  "t3"."to",
  "t3"."channel",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t1".*
      REPLACE ("unnest_column" AS "to")
    FROM (
      SELECT
        "t0"."day",
        "t0"."channel",
        "t0"."account" AS "by",
        "t0"."mentions" AS "to"
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll')
        AND "t0"."account" IS NOT NULL
        AND ARRAY_LENGTH("t0"."mentions") > 0
    ) AS "t1"
    CROSS JOIN UNNEST("t1"."to") AS "unnest"("unnest_column")
  ) AS "t2"
  WHERE
    "t2"."by" <> "t2"."to"
) AS "t3"
GROUP BY
  1,
  2,
  3,
  4;

-- ? replied_by_turn
SELECT
  "t3"."day",
  "t3"."by",
  "t3"."to",
  "t3"."channel",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t2"."day",
    "t2"."to",
    "t2"."asked",
    "t2"."channel",
    "t2"."account" AS "by",
    "t2"."ts" AS "at"
  FROM (
    SELECT
      "t1"."entry_id",
      "t1"."day",
      "t1"."ts",
      "t1"."kind",
      "t1"."account",
      "t1"."peer",
      "t1"."channel",
      "t1"."thread",
      "t1"."reply_to",
      "t1"."mentions",
      "t1"."asks",
      "t1"."file",
      "t1"."offset",
      "t1"."member",
      LAG("t1"."account") OVER (
        PARTITION BY "t1"."thread"
        ORDER BY "t1"."ts" ASC, "t1"."file" ASC, "t1"."offset" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "to",
      LAG("t1"."ts") OVER (
        PARTITION BY "t1"."thread"
        ORDER BY "t1"."ts" ASC, "t1"."file" ASC, "t1"."offset" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "asked"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll')
        AND "t0"."account" IS NOT NULL
        AND "t0"."thread" IS NOT NULL
    ) AS "t1"
  ) AS "t2"
  WHERE
    "t2"."reply_to" IS NULL
    AND "t2"."to" IS NOT NULL
    AND "t2"."to" <> "t2"."account"
    AND "t2"."ts" <= (
      "t2"."asked" + INTERVAL '168' HOUR
    )
) AS "t3"
GROUP BY
  1,
  2,
  3,
  4;

-- ? replies_written
SELECT
  "t0"."entry_id",
  "t0"."reply_to",
  "t0"."day",
  "t0"."member"
FROM "entries" AS "t0"
WHERE
  "t0"."kind" IN ('message', 'poll')
  AND "t0"."account" IS NOT NULL
  AND "t0"."reply_to" IS NOT NULL
  AND "t0"."reply_to" <> "t0"."entry_id"
ORDER BY
  "t0"."ts" ASC,
  "t0"."entry_id" ASC;

-- ? said_by_place
SELECT
  "t1"."kind",
  "t1"."account",
  "t1"."channel",
  "t1"."thread",
  "t1"."quarter",
  COUNT(*) AS "n",
  SUM("t1"."asking") AS "asks"
FROM (
  SELECT
    "t0"."entry_id",
    "t0"."day",
    "t0"."ts",
    "t0"."kind",
    "t0"."account",
    "t0"."peer",
    "t0"."channel",
    "t0"."thread",
    "t0"."reply_to",
    "t0"."mentions",
    "t0"."asks",
    "t0"."file",
    "t0"."offset",
    "t0"."member",
    CAST(FLOOR(EPOCH(CAST("t0"."ts" AS TIMESTAMP)) / 900) AS BIGINT) AS "quarter",
    CAST(COALESCE("t0"."asks", FALSE) AS BIGINT) AS "asking"
  FROM "entries" AS "t0"
  WHERE
    "t0"."member"
) AS "t1"
GROUP BY
  1,
  2,
  3,
  4,
  5;

-- ? said_each_day
SELECT
  "t1"."day",
  "t1"."account",
  "t1"."channel",
  SUM("t1"."n") AS "n",
  SUM("t1"."asks") AS "asks"
FROM (
  SELECT
    *
  FROM "rollup" AS "t0"
  WHERE
    "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2,
  3;

-- ? said_per_account
SELECT
  "t4"."period",
  "t4"."kind",
  "t4"."account",
  SUM("t4"."n") AS "n"
FROM (
  SELECT
    "t2"."day",
    "t2"."account",
    "t2"."channel",
    "t2"."kind",
    "t2"."n",
    "t2"."asks",
    "t2"."reactions",
    "t3"."period"
  FROM "rollup" AS "t2"
  INNER JOIN "periods" AS "t3"
    ON "t2"."day" = "t3"."day"
) AS "t4"
GROUP BY
  1,
  2,
  3;

-- ? said_per_account_and_channel
SELECT
  "t1"."kind",
  "t1"."account",
  "t1"."channel",
  SUM("t1"."n") AS "n"
FROM (
  SELECT
    *
  FROM "rollup" AS "t0"
  WHERE
    "t0"."account" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2,
  3;

-- ? said_per_channel
SELECT
  "t4"."period",
  "t4"."kind",
  "t4"."channel",
  SUM("t4"."n") AS "n"
FROM (
  SELECT
    "t2"."day",
    "t2"."account",
    "t2"."channel",
    "t2"."kind",
    "t2"."n",
    "t2"."asks",
    "t2"."reactions",
    "t3"."period"
  FROM "rollup" AS "t2"
  INNER JOIN "periods" AS "t3"
    ON "t2"."day" = "t3"."day"
) AS "t4"
GROUP BY
  1,
  2,
  3;

-- ? said_per_period
SELECT
  "t4"."period",
  "t4"."kind",
  SUM("t4"."n") AS "n",
  SUM("t4"."asks") AS "asks"
FROM (
  SELECT
    "t2"."day",
    "t2"."account",
    "t2"."channel",
    "t2"."kind",
    "t2"."n",
    "t2"."asks",
    "t2"."reactions",
    "t3"."period"
  FROM "rollup" AS "t2"
  INNER JOIN "periods" AS "t3"
    ON "t2"."day" = "t3"."day"
) AS "t4"
GROUP BY
  1,
  2;

-- ? said_per_thread
SELECT
  "t1"."kind",
  "t1"."thread",
  "t1"."channel",
  "t1"."account",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "entries" AS "t0"
  WHERE
    "t0"."thread" IS NOT NULL AND "t0"."account" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2,
  3,
  4;

-- ? spoke_again
SELECT DISTINCT
  "t7"."first"
FROM (
  SELECT
    "t4"."entry_id",
    "t4"."day",
    "t4"."ts",
    "t4"."kind",
    "t4"."account",
    "t4"."peer",
    "t4"."channel",
    "t4"."thread",
    "t4"."reply_to",
    "t4"."mentions",
    "t4"."asks",
    "t4"."file",
    "t4"."offset",
    "t4"."member",
    "t6"."first",
    "t6"."since"
  FROM (
    SELECT
      *
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
  ) AS "t4"
  INNER JOIN (
    SELECT
      "t4"."account",
      "t4"."entry_id" AS "first",
      "t4"."ts" AS "since"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
    ) AS "t4"
    SEMI JOIN "wanted" AS "t2"
      ON "t4"."entry_id" = "t2"."id"
  ) AS "t6"
    ON "t4"."account" = "t6"."account"
) AS "t7"
WHERE
  "t7"."ts" > (
    "t7"."since" + INTERVAL '24' HOUR
  )
  AND "t7"."ts" <= (
    "t7"."since" + INTERVAL '336' HOUR
  );

-- ? spoken_by_quarter
SELECT
  "t1"."account",
  "t1"."quarter",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t0"."entry_id",
    "t0"."day",
    "t0"."ts",
    "t0"."kind",
    "t0"."account",
    "t0"."peer",
    "t0"."channel",
    "t0"."thread",
    "t0"."reply_to",
    "t0"."mentions",
    "t0"."asks",
    "t0"."file",
    "t0"."offset",
    "t0"."member",
    CAST(FLOOR(EPOCH(CAST("t0"."ts" AS TIMESTAMP)) / 900) AS BIGINT) AS "quarter"
  FROM "entries" AS "t0"
  WHERE
    "t0"."kind" IN ('message', 'poll', 'repost')
    AND "t0"."account" IS NOT NULL
    AND "t0"."member"
) AS "t1"
GROUP BY
  1,
  2;

-- ? spoken_where
SELECT
  "t1"."account",
  "t1"."channel",
  SUM("t1"."n") AS "n",
  MIN("t1"."day") AS "first",
  MAX("t1"."day") AS "last"
FROM (
  SELECT
    *
  FROM "rollup" AS "t0"
  WHERE
    "t0"."kind" IN ('message', 'poll', 'repost') AND "t0"."account" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2;

-- ? taken_up_by_link
SELECT
  *
FROM (
  SELECT
    "t10"."entry_id",
    "t10"."to",
    "t10"."asked_day",
    COUNT(DISTINCT "t10"."by") AS "others"
  FROM (
    SELECT
      "t9"."entry_id",
      "t9"."to",
      "t9"."asked",
      "t9"."asked_day",
      "t9"."to_member",
      "t9"."asked_kind",
      "t9"."day",
      "t9"."answer_to",
      "t9"."by",
      "t9"."at",
      "t9"."reply",
      "t2"."period",
      "t2"."day" AS "day_right"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t5"."entry_id",
          "t5"."to",
          "t5"."asked",
          "t5"."asked_day",
          "t5"."to_member",
          "t5"."asked_kind",
          "t6"."day",
          "t6"."answer_to",
          "t6"."by",
          "t6"."at",
          "t6"."reply"
        FROM (
          SELECT
            "t1"."entry_id",
            "t1"."account" AS "to",
            "t1"."ts" AS "asked",
            "t1"."day" AS "asked_day",
            "t1"."member" AS "to_member",
            "t1"."kind" AS "asked_kind"
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
        ) AS "t5"
        INNER JOIN (
          SELECT
            "t1"."day",
            "t1"."reply_to" AS "answer_to",
            "t1"."account" AS "by",
            "t1"."ts" AS "at",
            "t1"."entry_id" AS "reply"
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll')
            AND "t1"."account" IS NOT NULL
            AND "t1"."reply_to" IS NOT NULL
        ) AS "t6"
          ON "t5"."entry_id" = "t6"."answer_to"
      ) AS "t7"
      WHERE
        "t7"."by" <> "t7"."to"
        AND "t7"."at" >= "t7"."asked"
        AND "t7"."at" <= (
          "t7"."asked" + INTERVAL '168' HOUR
        )
    ) AS "t9"
    INNER JOIN "periods" AS "t2"
      ON "t9"."asked_day" = "t2"."day"
  ) AS "t10"
  GROUP BY
    1,
    2,
    3
) AS "t11"
WHERE
  "t11"."others" > 1;

-- ? taken_up_in_thread
WITH "t4" AS (
  SELECT
    "t3"."entry_id",
    "t3"."day",
    "t3"."ts",
    "t3"."kind",
    "t3"."account",
    "t3"."peer",
    "t3"."channel",
    "t3"."thread",
    "t3"."reply_to",
    "t3"."mentions",
    "t3"."asks",
    "t3"."file",
    "t3"."offset",
    "t3"."member",
    ROW_NUMBER() OVER (
      PARTITION BY "t3"."thread"
      ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM (
    SELECT
      *
    FROM "entries" AS "t1"
    WHERE
      "t1"."kind" IN ('message', 'poll')
      AND "t1"."account" IS NOT NULL
      AND "t1"."thread" IS NOT NULL
  ) AS "t3"
)
SELECT
  *
FROM (
  SELECT
    "t11"."entry_id",
    "t11"."account",
    "t11"."day",
    COUNT(DISTINCT "t11"."by") AS "others"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t9"."entry_id",
        "t9"."account",
        "t9"."day",
        "t9"."ts" AS "opened",
        "t9"."thread" AS "in_thread",
        "t7"."thread",
        "t7"."by",
        "t7"."at"
      FROM (
        SELECT
          *
        FROM "t4" AS "t5"
        WHERE
          "t5"."place" = 0
      ) AS "t9"
      INNER JOIN "periods" AS "t2"
        ON "t9"."day" = "t2"."day"
      INNER JOIN (
        SELECT
          "t5"."thread",
          "t5"."account" AS "by",
          "t5"."ts" AS "at"
        FROM "t4" AS "t5"
      ) AS "t7"
        ON "t9"."thread" = "t7"."thread"
    ) AS "t10"
    WHERE
      "t10"."by" <> "t10"."account"
      AND "t10"."at" <= (
        "t10"."opened" + INTERVAL '168' HOUR
      )
  ) AS "t11"
  GROUP BY
    1,
    2,
    3
) AS "t12"
WHERE
  "t12"."others" > 1;

-- ? talk_among_wanted
WITH "t6" AS (
  SELECT
    "t4"."entry_id",
    "t4"."day",
    "t4"."ts",
    "t4"."kind",
    "t4"."account",
    "t4"."peer",
    "t4"."channel",
    "t4"."thread",
    "t4"."reply_to",
    "t4"."mentions",
    "t4"."asks",
    "t4"."file",
    "t4"."offset",
    "t4"."member"
  FROM (
    SELECT
      *
    FROM "entries" AS "t1"
    WHERE
      "t1"."kind" IN ('message', 'poll', 'repost') AND "t1"."account" IS NOT NULL
  ) AS "t4"
  SEMI JOIN "wanted" AS "t2"
    ON CAST("t4"."account" AS BIGINT) = "t2"."id"
)
SELECT DISTINCT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t10"."by",
      "t7"."to"
    FROM (
      SELECT
        "t8"."account" AS "by",
        "t8"."reply_to" AS "answer_to"
      FROM "t6" AS "t8"
      WHERE
        "t8"."reply_to" IS NOT NULL
    ) AS "t10"
    INNER JOIN (
      SELECT
        "t4"."entry_id",
        "t4"."account" AS "to"
      FROM (
        SELECT
          *
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll', 'repost') AND "t1"."account" IS NOT NULL
      ) AS "t4"
      SEMI JOIN "wanted" AS "t2"
        ON CAST("t4"."account" AS BIGINT) = "t2"."id"
    ) AS "t7"
      ON "t10"."answer_to" = "t7"."entry_id"
  ) AS "t14"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t13"."by",
      "t13"."to"
    FROM (
      SELECT
        "t11".*
        REPLACE ("unnest_column" AS "to")
      FROM (
        SELECT
          "t8"."account" AS "by",
          "t8"."mentions" AS "to"
        FROM "t6" AS "t8"
        WHERE
          ARRAY_LENGTH("t8"."mentions") > 0
      ) AS "t11"
      CROSS JOIN UNNEST("t11"."to") AS "unnest"("unnest_column")
    ) AS "t13"
    SEMI JOIN "wanted" AS "t2"
      ON CAST("t13"."to" AS BIGINT) = "t2"."id"
  ) AS "t15"
) AS "t16"
WHERE
  "t16"."by" <> "t16"."to";

-- ? tallied_by_link
SELECT
  "t11"."by",
  "t11"."to",
  COUNT(*) AS "n",
  MAX("t11"."day") AS "last"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t9"."entry_id",
      "t9"."to",
      "t9"."asked",
      "t9"."asked_day",
      "t9"."to_member",
      "t9"."asked_kind",
      "t9"."day",
      "t9"."answer_to",
      "t9"."by",
      "t9"."at",
      "t9"."reply",
      "t2"."period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t5"."entry_id",
          "t5"."to",
          "t5"."asked",
          "t5"."asked_day",
          "t5"."to_member",
          "t5"."asked_kind",
          "t6"."day",
          "t6"."answer_to",
          "t6"."by",
          "t6"."at",
          "t6"."reply"
        FROM (
          SELECT
            "t1"."entry_id",
            "t1"."account" AS "to",
            "t1"."ts" AS "asked",
            "t1"."day" AS "asked_day",
            "t1"."member" AS "to_member",
            "t1"."kind" AS "asked_kind"
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll') AND "t1"."account" IS NOT NULL
        ) AS "t5"
        INNER JOIN (
          SELECT
            "t1"."day",
            "t1"."reply_to" AS "answer_to",
            "t1"."account" AS "by",
            "t1"."ts" AS "at",
            "t1"."entry_id" AS "reply"
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll')
            AND "t1"."account" IS NOT NULL
            AND "t1"."reply_to" IS NOT NULL
        ) AS "t6"
          ON "t5"."entry_id" = "t6"."answer_to"
      ) AS "t7"
      WHERE
        "t7"."by" <> "t7"."to" AND "t7"."at" >= "t7"."asked"
    ) AS "t9"
    INNER JOIN "periods" AS "t2"
      ON "t9"."day" = "t2"."day"
  ) AS "t10"
  WHERE
    "t10"."at" <= (
      "t10"."asked" + INTERVAL '168' HOUR
    )
) AS "t11"
GROUP BY
  1,
  2;

-- ? tallied_by_mention
SELECT
  "t7"."by",
  "t7"."to",
  COUNT(*) AS "n",
  MAX("t7"."day") AS "last"
FROM (
  SELECT
    "t6"."day",
    "t6"."by",
    "t6"."to",
    "t2"."period"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t3".*
        REPLACE ("unnest_column" AS "to")
      FROM (
        SELECT
          "t1"."day",
          "t1"."account" AS "by",
          "t1"."mentions" AS "to"
        FROM "entries" AS "t1"
        WHERE
          "t1"."kind" IN ('message', 'poll')
          AND "t1"."account" IS NOT NULL
          AND ARRAY_LENGTH("t1"."mentions") > 0
      ) AS "t3"
      CROSS JOIN UNNEST("t3"."to") AS "unnest"("unnest_column")
    ) AS "t4"
    WHERE
      "t4"."by" <> "t4"."to"
  ) AS "t6"
  INNER JOIN "periods" AS "t2"
    ON "t6"."day" = "t2"."day"
) AS "t7"
GROUP BY
  1,
  2;

-- ? tallied_by_thread
SELECT
  "t8"."by",
  "t8"."to",
  COUNT(*) AS "n",
  MAX("t8"."day") AS "last"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t6"."day",
      "t6"."to",
      "t6"."to_entry",
      "t6"."asked",
      "t6"."asked_day",
      "t6"."by",
      "t6"."at",
      "t2"."period"
    FROM (
      SELECT
        "t4"."day",
        "t4"."to",
        "t4"."to_entry",
        "t4"."asked",
        "t4"."asked_day",
        "t4"."account" AS "by",
        "t4"."ts" AS "at"
      FROM (
        SELECT
          "t3"."entry_id",
          "t3"."day",
          "t3"."ts",
          "t3"."kind",
          "t3"."account",
          "t3"."peer",
          "t3"."channel",
          "t3"."thread",
          "t3"."reply_to",
          "t3"."mentions",
          "t3"."asks",
          "t3"."file",
          "t3"."offset",
          "t3"."member",
          LAG("t3"."account") OVER (
            PARTITION BY "t3"."thread"
            ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "to",
          LAG("t3"."entry_id") OVER (
            PARTITION BY "t3"."thread"
            ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "to_entry",
          LAG("t3"."ts") OVER (
            PARTITION BY "t3"."thread"
            ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "asked",
          LAG("t3"."day") OVER (
            PARTITION BY "t3"."thread"
            ORDER BY "t3"."ts" ASC, "t3"."file" ASC, "t3"."offset" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "asked_day"
        FROM (
          SELECT
            *
          FROM "entries" AS "t1"
          WHERE
            "t1"."kind" IN ('message', 'poll')
            AND "t1"."account" IS NOT NULL
            AND "t1"."thread" IS NOT NULL
        ) AS "t3"
      ) AS "t4"
      WHERE
        "t4"."reply_to" IS NULL AND "t4"."to" IS NOT NULL AND "t4"."to" <> "t4"."account"
    ) AS "t6"
    INNER JOIN "periods" AS "t2"
      ON "t6"."day" = "t2"."day"
  ) AS "t7"
  WHERE
    "t7"."at" <= (
      "t7"."asked" + INTERVAL '168' HOUR
    )
) AS "t8"
GROUP BY
  1,
  2;

-- ? thread_openings
SELECT DISTINCT
  "t2"."day",
  "t2"."account"
FROM (
  SELECT
    "t1"."thread",
    FIRST("t1"."day" ORDER BY "t1"."ts" ASC, "t1"."file" ASC, "t1"."offset" ASC) FILTER(WHERE
      "t1"."day" IS NOT NULL) AS "day",
    FIRST("t1"."account" ORDER BY "t1"."ts" ASC, "t1"."file" ASC, "t1"."offset" ASC) FILTER(WHERE
      "t1"."account" IS NOT NULL) AS "account"
  FROM (
    SELECT
      *
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll')
      AND "t0"."thread" IS NOT NULL
      AND "t0"."account" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1
) AS "t2";

-- ? threads_each_day
SELECT
  "t1"."day",
  "t1"."thread",
  COUNT(*) AS "n",
  COUNT(DISTINCT "t1"."account") AS "people",
  SUM(CAST("t1"."asks" AS INT)) AS "asks"
FROM (
  SELECT
    *
  FROM "entries" AS "t0"
  WHERE
    "t0"."member"
    AND "t0"."thread" IS NOT NULL
    AND "t0"."kind" IN ('message', 'poll', 'repost')
    AND "t0"."account" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2;

-- ? words_of_askers
SELECT
  "t7"."of",
  "t7"."entry_id",
  "t7"."ts"
FROM (
  SELECT
    "t4"."entry_id",
    "t4"."day",
    "t4"."ts",
    "t4"."kind",
    "t4"."account",
    "t4"."peer",
    "t4"."channel",
    "t4"."thread",
    "t4"."reply_to",
    "t4"."mentions",
    "t4"."asks",
    "t4"."file",
    "t4"."offset",
    "t4"."member",
    "t6"."of",
    "t6"."since",
    "t6"."in_thread"
  FROM (
    SELECT
      *
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
  ) AS "t4"
  INNER JOIN (
    SELECT
      "t4"."account",
      "t4"."channel",
      "t4"."entry_id" AS "of",
      "t4"."ts" AS "since",
      "t4"."thread" AS "in_thread"
    FROM (
      SELECT
        *
      FROM "entries" AS "t0"
      WHERE
        "t0"."kind" IN ('message', 'poll') AND "t0"."account" IS NOT NULL
    ) AS "t4"
    SEMI JOIN "wanted" AS "t2"
      ON "t4"."entry_id" = "t2"."id"
  ) AS "t6"
    ON "t4"."account" = "t6"."account" AND "t4"."channel" = "t6"."channel"
) AS "t7"
WHERE
  "t7"."ts" > "t7"."since"
  AND "t7"."ts" <= (
    "t7"."since" + INTERVAL '48' HOUR
  )
  AND (
    (
      "t7"."in_thread" IS NULL
    ) OR (
      "t7"."thread" = "t7"."in_thread"
    )
  )
ORDER BY
  "t7"."ts" ASC,
  "t7"."file" ASC,
  "t7"."offset" ASC;

-- ? words_per_member
SELECT
  "t5"."period",
  "t5"."account",
  SUM("t5"."n") AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t2"."day",
      "t2"."account",
      "t2"."channel",
      "t2"."kind",
      "t2"."n",
      "t2"."asks",
      "t2"."reactions",
      "t3"."period"
    FROM "rollup" AS "t2"
    INNER JOIN "periods" AS "t3"
      ON "t2"."day" = "t3"."day"
  ) AS "t4"
  WHERE
    "t4"."kind" IN ('message', 'poll', 'repost') AND "t4"."account" IS NOT NULL
) AS "t5"
GROUP BY
  1,
  2;

-- ? wrote_in_channels
SELECT
  "t5"."account",
  "t5"."item",
  "t5"."channel",
  "t5"."day",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t4"."account",
    "t4"."channel",
    "t4"."day",
    "t4"."item",
    "t2"."period"
  FROM (
    SELECT
      "t0"."account",
      "t0"."channel",
      "t0"."day",
      "t0"."channel" AS "item"
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll')
      AND "t0"."account" IS NOT NULL
      AND "t0"."channel" IS NOT NULL
  ) AS "t4"
  INNER JOIN "periods" AS "t2"
    ON "t4"."day" = "t2"."day"
) AS "t5"
GROUP BY
  1,
  2,
  3,
  4;

-- ? wrote_in_threads
SELECT
  "t5"."account",
  "t5"."item",
  "t5"."channel",
  "t5"."day",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t4"."account",
    "t4"."channel",
    "t4"."day",
    "t4"."item",
    "t2"."period"
  FROM (
    SELECT
      "t0"."account",
      "t0"."channel",
      "t0"."day",
      "t0"."thread" AS "item"
    FROM "entries" AS "t0"
    WHERE
      "t0"."kind" IN ('message', 'poll')
      AND "t0"."account" IS NOT NULL
      AND "t0"."thread" IS NOT NULL
      AND "t0"."channel" IS NOT NULL
  ) AS "t4"
  INNER JOIN "periods" AS "t2"
    ON "t4"."day" = "t2"."day"
) AS "t5"
GROUP BY
  1,
  2,
  3,
  4;
