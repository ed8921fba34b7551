// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/news.hpp"

#include "audmg/core/number.hpp"
#include "audmg/database/event_reader.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/notification/event_json.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

/// Where a reader is, and since when: "<milliseconds since 1970>.<cursor of the repository>".
struct NewsCursor {
  TimePoint since;
  std::string event;
};

std::optional<NewsCursor> parse_news_cursor(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto since = parse_whole<std::int64_t>(text.substr(0, dot), 0);
  if (!since) return std::nullopt;
  return NewsCursor{TimePoint(std::chrono::milliseconds(*since)),
                    std::string(text.substr(dot + 1))};
}

std::string to_text(const NewsCursor& cursor) {
  return std::to_string(cursor.since.time_since_epoch().count()) + "." + cursor.event;
}

http::Response write_news(const std::vector<database::Event>& events, const NewsCursor& cursor,
                          bool reset) {
  json::Writer json;
  json.begin_object().key("events").begin_array();
  for (const database::Event& event : events) {
    if (is_shown(event)) json.raw(shown_event_json(event));
  }
  json.end_array().field("cursor", to_text(cursor));
  if (reset) json.field("reset", true);
  return http::json_response(200, std::move(json.end_object()).take());
}

}  // namespace

bool is_shown(const database::Event& event) {
  const std::string_view type = event.type;
  return type.starts_with("file.") || type.starts_with("files.") || type.starts_with("collection.");
}

std::string shown_event_json(const database::Event& event) {
  return notification::event_to_json({.id = event.id.text(),
                                      .type = event.type,
                                      .at = event.at,
                                      .user_id = event.owner.text(),
                                      .file_id = event.file.text(),
                                      .detail = event.detail});
}

Outcome<http::Response> list_news(const UserId& owner, std::string_view after,
                                  const RecordServices& services) {
  // Before the read: what comes while it goes on is told again rather than never.
  NewsCursor now{services.clock.now(), {}};
  std::optional<NewsCursor> from;
  if (!after.empty()) {
    from = parse_news_cursor(after);
    if (!from) return refuse(bad_request("after is no cursor of an earlier answer"));
  }
  const bool is_old = from && now.since - from->since > database::kEventLifetime;
  if (!from || is_old) {
    AUDMG_TRY(now.event, services.events.newest_cursor(owner));
    return write_news({}, now, is_old);
  }
  database::EventReader reader(services.events, owner, std::move(from->event));
  auto page = reader.read();
  if (!page && page.error().code == ErrorCode::invalid_argument) {
    return refuse(bad_request("after is no cursor of an earlier answer"));
  }
  if (!page) return std::unexpected(std::move(page).error());
  now.event = reader.cursor();
  return write_news(page->events, now, false);
}

}  // namespace audmg::functions
