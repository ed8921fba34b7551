// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/media_message.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxBytes = 1024;

template <class IdType>
std::optional<IdType> read_id(const json::Value& body, std::string_view name) {
  const json::Value* member = body.find(name);
  const std::string* text = member != nullptr ? member->as_string() : nullptr;
  if (text == nullptr) return std::nullopt;
  return IdType::parse(*text);
}

bool is_set(const json::Value& body, std::string_view name) {
  const json::Value* const member = body.find(name);
  return member != nullptr && member->as_bool().value_or(false);
}

}  // namespace

std::string write_media_message(const MediaMessage& message) {
  json::Writer json;
  json.begin_object().field("userId", message.owner.text()).field("fileId", message.file.text());
  if (message.lacking_only) json.field("lackingOnly", true);
  if (message.facts) json.field("facts", true);
  if (message.digests) json.field("digests", true);
  if (!message.rendition.empty()) json.field("rendition", message.rendition);
  json.end_object();
  return std::move(json).take();
}

Result<MediaMessage> read_media_message(std::string_view body) {
  const auto document = json::parse(body, {.max_bytes = kMaxBytes, .max_depth = 2});
  if (!document) return fail(ErrorCode::invalid_argument, "the message is no JSON");
  auto owner = read_id<UserId>(*document, "userId");
  auto file = read_id<FileId>(*document, "fileId");
  if (!owner || !file) return fail(ErrorCode::invalid_argument, "the message names no file");
  MediaMessage message{.owner = *std::move(owner),
                       .file = *std::move(file),
                       .lacking_only = is_set(*document, "lackingOnly"),
                       .facts = is_set(*document, "facts"),
                       .digests = is_set(*document, "digests")};
  if (const json::Value* rendition = document->find("rendition")) {
    const std::string* name = rendition->as_string();
    if (name == nullptr || !media::is_rendition_name(*name)) {
      return fail(ErrorCode::invalid_argument, "the message names no rendition");
    }
    message.rendition = *name;
  }
  return message;
}

}  // namespace audmg::functions
