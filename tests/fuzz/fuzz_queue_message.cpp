// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Messages of the queue `media`: our own of both kinds, those of S3, and either of them in the
// envelope of SNS.
#include "audmg/core/result.hpp"
#include "audmg/functions/events/sns_envelope.hpp"
#include "audmg/functions/jobs/media_work.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace {

using namespace audmg;

constexpr std::size_t kLongestKey = 1024;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(bytes), size);
  if (const auto message = functions::unwrap_notification(body)) {
    AUDMG_ASSERT(message->size() <= body.size());
  }
  const auto work = functions::read_media_work(body);
  if (!work) return 0;
  if (const auto* own = std::get_if<functions::MediaMessage>(&*work)) {
    const auto again = functions::read_media_work(functions::write_media_message(*own));
    AUDMG_ASSERT(again && std::get<functions::MediaMessage>(*again).file == own->file);
    return 0;
  }
  if (const auto* order = std::get_if<functions::TrashOrder>(&*work)) {
    const auto again = functions::read_media_work(functions::write_trash_order(*order));
    AUDMG_ASSERT(again && std::get<functions::TrashOrder>(*again) == *order);
    return 0;
  }
  for (const std::string& key : std::get<functions::ObjectsCreated>(*work).keys) {
    AUDMG_ASSERT(!key.empty() && key.size() <= kLongestKey);
  }
  return 0;
}
