// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/file_events.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/notification/event.hpp"
#include "audmg/notification/subscribers.hpp"

#include <utility>

namespace audmg::functions {

database::NewEvent make_event(std::string_view type, std::string detail,
                              const CommonServices& services) {
  const TimePoint now = services.clock.now();
  return {
      .id = EventId::make(now), .type = std::string(type), .at = now, .detail = std::move(detail)};
}

namespace {

database::Outbox announce_to(const UserId& owner, const FileId& file, std::string_view type,
                             std::string detail, const EventServices& services) {
  database::Outbox outbox;
  outbox.events.push_back(make_event(type, std::move(detail), services));
  const database::NewEvent& made = outbox.events.back();
  const notification::Event event{.id = made.id.text(),
                                  .type = made.type,
                                  .at = made.at,
                                  .user_id = owner.text(),
                                  .file_id = file.text(),
                                  .detail = made.detail};
  for (std::string& body : services.subscribers.deliveries(event)) {
    outbox.messages.push_back({.queue = std::string(kEventsQueue),
                               .body = std::move(body),
                               .group_id = owner.text(),
                               .sent_at = event.at});
  }
  return outbox;
}

}  // namespace

database::Outbox announce(std::string_view type, const database::File& file, std::string detail,
                          const EventServices& services) {
  return announce_to(file.owner, file.id, type, std::move(detail), services);
}

database::Outbox announce(std::string_view type, const UserId& owner, std::string detail,
                          const EventServices& services) {
  return announce_to(owner, {}, type, std::move(detail), services);
}

database::OutboxMessage processing_message(const MediaMessage& message, TimePoint now,
                                           const MessageOrder& order) {
  return {.queue = std::string(kMediaQueue),
          .body = write_media_message(message),
          .group_id = message.owner.text(),
          .sent_at = now,
          .order = order};
}

database::Outbox restart_outbox(const database::File& file, TimePoint now,
                                const MessageOrder& order) {
  return {.messages = {processing_message({file.owner, file.id}, now, order)},
          .events = {{.id = EventId::make(now),
                      .type = std::string(kFileProcessing),
                      .at = now,
                      .detail = file_detail(file)}}};
}

database::OutboxMessage new_sidecar_message(const database::File& file, TimePoint now,
                                            const MessageOrder& order) {
  return processing_message(
      {.owner = file.owner, .file = file.id, .lacking_only = true, .facts = true}, now, order);
}

database::OutboxMessage late_digests_message(const database::File& file, TimePoint now) {
  return processing_message({.owner = file.owner, .file = file.id, .digests = true}, now,
                            late_digests_order(file));
}

std::string rendition_detail(const database::File& file, std::string_view rendition) {
  json::Writer json;
  json.begin_object()
      .field("fileName", file.name)
      .field("kind", to_string(file.kind))
      .field("name", rendition)
      .end_object();
  return std::move(json).take();
}

std::string file_detail(const database::File& file) {
  json::Writer json;
  json.begin_object()
      .field("fileName", file.name)
      .field("kind", to_string(file.kind))
      .field("contentType", file.content_type)
      .field("size", file.size)
      .end_object();
  return std::move(json).take();
}

}  // namespace audmg::functions
