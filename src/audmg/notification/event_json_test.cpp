// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/event_json.hpp"

#include "audmg/notification/delivery.hpp"
#include "contract/error_code.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::notification {
namespace {

constexpr std::string_view kJson =
    R"({"eventId":"0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a","type":"file.ready",)"
    R"("time":"2026-01-31T23:59:59.123Z","userId":"0198f2c4-5a1e-7c3d-9b2a-000000000001",)"
    R"("fileId":"0198f2c4-5a1e-7c3d-9b2a-000000000002",)"
    R"("detail":{"fileName":"S\u00e9ance \"1\".mp3","durationSeconds":12.5}})";

/// kJson with one piece replaced.
std::string with(std::string_view piece, std::string_view other) {
  std::string text(kJson);
  text.replace(text.find(piece), piece.size(), other);
  return text;
}

TEST(EventJson, ReadsAndWritesTheDocumentedForm) {
  const auto event = event_from_json(kJson);
  ASSERT_TRUE(event) << event.error().message;
  EXPECT_EQ(event->id, "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a");
  EXPECT_EQ(event->type, "file.ready");
  EXPECT_EQ(format_rfc3339(event->at), "2026-01-31T23:59:59.123Z");
  EXPECT_EQ(event->user_id, "0198f2c4-5a1e-7c3d-9b2a-000000000001");
  EXPECT_EQ(event->file_id, "0198f2c4-5a1e-7c3d-9b2a-000000000002");
  EXPECT_EQ(event->detail,
            "{\"fileName\":\"S\xc3\xa9"
            "ance \\\"1\\\".mp3\",\"durationSeconds\":12.5}");
  EXPECT_EQ(event_to_json(*event), with("\\u00e9", "\xc3\xa9"));
}

TEST(EventJson, AnAlarmHasNoUserAndNoFile) {
  const Event alarm{.id = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a",
                    .type = "alarm.dead_letters",
                    .at = TimePoint{},
                    .user_id = {},
                    .file_id = {},
                    .detail = R"({"queue":"media","count":3})"};
  const std::string text = event_to_json(alarm);
  EXPECT_EQ(text,
            R"({"eventId":"0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a","type":"alarm.dead_letters",)"
            R"("time":"1970-01-01T00:00:00.000Z","detail":{"queue":"media","count":3}})");
  const auto again = event_from_json(text);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->user_id, "");
  EXPECT_EQ(event_to_json(*again), text);
}

TEST(EventJson, IgnoresMembersOfANewerVersion) {
  EXPECT_TRUE(event_from_json(with("{\"eventId\"", R"({"source":{"a":[1]},"eventId")")));
}

TEST(EventJson, RefusesWhatIsNotAnEvent) {
  const std::string texts[] = {
      "",
      "[]",
      "null",
      std::string(kJson) + "x",
      with("\"eventId\"", "\"event\""),
      with("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a", "../../etc/passwd"),
      with("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a", ""),
      with("\"file.ready\"", "7"),
      with("file.ready", "file.READY"),
      with("file.ready", "file"),
      with("file.ready", "file..ready"),
      with("file.ready", "file.ready."),
      with("file.ready", ".ready"),
      with("file.ready", "file.ready\\r\\nX"),
      with("file.ready", "file." + std::string(kMaxEventTypeBytes, 'a')),
      with("2026-01-31T23:59:59.123Z", "2026-02-31T23:59:59.123Z"),
      with("\"2026-01-31T23:59:59.123Z\"", "1769903999"),
      with("\"userId\"", "\"user\""),
      with("\"fileId\"", "\"file\""),
      with("0198f2c4-5a1e-7c3d-9b2a-000000000002", ""),
      with("\"0198f2c4-5a1e-7c3d-9b2a-000000000002\"", "null"),
      with("\"detail\":{", "\"details\":{"),
      with("{\"fileName\":\"S\\u00e9ance \\\"1\\\".mp3\",\"durationSeconds\":12.5}", "[]"),
      with("{\"fileName\"", R"({"durationSeconds":1,"fileName")"),
  };
  for (const std::string& text : texts) {
    EXPECT_EQ(error_code(event_from_json(text)), ErrorCode::invalid_argument) << text;
  }
}

TEST(EventJson, RefusesWhatIsTooLongOrTooDeep) {
  const std::string padding(kMaxEventBytes, ' ');
  EXPECT_EQ(error_code(event_from_json(padding + std::string(kJson))), ErrorCode::too_large);
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  EXPECT_EQ(error_code(event_from_json(with("12.5", deep))), ErrorCode::invalid_argument);
}

TEST(Delivery, NamesSubscriberAndEvent) {
  const auto event = event_from_json(kJson);
  ASSERT_TRUE(event);
  const std::string text = delivery_to_json("webhook", *event);
  EXPECT_TRUE(text.starts_with(R"({"subscriber":"webhook","event":{"eventId":"0198f2c4)")) << text;
  const auto again = delivery_from_json(text);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->subscriber, "webhook");
  EXPECT_EQ(event_to_json(again->event), event_to_json(*event));
}

TEST(Delivery, RefusesWhatIsNone) {
  for (const std::string_view text :
       {"", "{}", "[]", R"({"subscriber":"webhook"})", R"({"subscriber":1,"event":{}})",
        R"({"subscriber":"webhook","event":{}})", R"({"subscriber":"webhook","event":"x"})"}) {
    EXPECT_EQ(error_code(delivery_from_json(text)), ErrorCode::invalid_argument) << text;
  }
  EXPECT_EQ(error_code(delivery_from_json(std::string(100'000, ' '))), ErrorCode::too_large);
}

}  // namespace
}  // namespace audmg::notification
