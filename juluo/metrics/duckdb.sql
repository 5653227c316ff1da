-- Written by juluo/metrics/compiling.py from the questions in juluo/metrics; change those, not this.

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

-- ? said_per_account
SELECT
  "t5"."period",
  "t5"."kind",
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
    "t4"."account" IS NOT NULL
) AS "t5"
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
