// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/event_reader.hpp"
#include "audmg/functions/events/news.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/route.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace audmg::functions {
namespace {

/// A batch ends with the event that reaches this.
constexpr std::size_t kBatchBytes = std::size_t{64} * 1024;

/// The fields of one event. A line end would end the field, and within JSON it is only white space.
void append_event(std::string& text, const database::Event& event) {
  std::string json = shown_event_json(event);
  std::ranges::replace(json, '\n', ' ');
  std::ranges::replace(json, '\r', ' ');
  text.append("id: ").append(event.cursor);
  text.append("\nevent: ").append(event.type);
  text.append("\ndata: ").append(json).append("\n\n");
}

class FileEvents final : public http::EventSource {
 public:
  explicit FileEvents(database::EventReader reader) : reader_(std::move(reader)) {}

  Result<http::EventBatch> read() override {
    if (next_ == page_.events.size()) {
      page_ = {};
      next_ = 0;
      AUDMG_TRY(page_, reader_.read());
    }
    http::EventBatch batch;
    for (; next_ < page_.events.size() && batch.text.size() < kBatchBytes; ++next_) {
      const database::Event& event = page_.events[next_];
      if (is_shown(event)) append_event(batch.text, event);
    }
    batch.more = page_.more || next_ < page_.events.size();
    return batch;
  }

 private:
  database::EventReader reader_;
  database::EventPage page_;
  /// The event of the page that the next batch begins with.
  std::size_t next_ = 0;
};

Outcome<std::unique_ptr<http::EventSource>> open_stream(const http::Principal& caller,
                                                        const http::Request& request,
                                                        const LibraryServices& services) {
  std::string after(request.headers.find("Last-Event-ID").value_or(""));
  if (after.empty()) {
    AUDMG_TRY(auto reader, database::EventReader::from_now(services.events, caller.user));
    return std::make_unique<FileEvents>(std::move(reader));
  }
  // Text that is not a cursor must be refused before the stream begins.
  AUDMG_CHECK(services.events.list_events({.owner = caller.user, .after = after, .limit = 1}));
  return std::make_unique<FileEvents>(
      database::EventReader(services.events, caller.user, std::move(after)));
}

}  // namespace

bool wants_event_stream(const http::Request& request) { return !request.query.find("after"); }

/// The caller's events: as a stream, from the one after Last-Event-ID on, or from now on; or, with
/// `after`, those that there are.
Outcome<http::EventAnswer> events(const http::Principal& caller, const http::Request& request,
                                  const LibraryServices& services) {
  if (const auto after = request.query.find("after")) {
    AUDMG_TRY(http::EventAnswer news, list_news(caller.user, *after, services));
    return news;
  }
  AUDMG_TRY(http::EventAnswer stream, open_stream(caller, request, services));
  return stream;
}

}  // namespace audmg::functions
