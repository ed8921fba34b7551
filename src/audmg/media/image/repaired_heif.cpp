// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/repaired_heif.hpp"

#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/heif_structure.hpp"
#include "audmg/media/types/iso_box.hpp"
#include "audmg/media/types/picture_sequence.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace audmg::media {
namespace {

/// Most bytes of a file, or of a first frame, that are copied.
constexpr std::uint64_t kMaxCopiedBytes = std::uint64_t{256} * 1024 * 1024;
/// Most bytes of a colour profile, which is copied several times.
constexpr std::uint64_t kMaxColourBytes = std::uint64_t{4} * 1024 * 1024;

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text.push_back(static_cast<char>(value >> (8 * i)));
  return text;
}

std::string box(std::string_view type, std::string_view body) {
  return number(8 + body.size(), 4).append(type).append(body);
}

/// A box with version and flags; `body` follows.
std::string full_box(std::string_view type, int version, std::string_view body) {
  return box(type, number(static_cast<std::uint64_t>(version) << 24U, 4).append(body));
}

Result<std::string> copy(storage::ObjectReader& file, std::uint64_t offset, std::uint64_t size) {
  std::string bytes(size, '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const auto rest = std::as_writable_bytes(std::span(bytes).subspan(done));
    AUDMG_TRY(const std::size_t count, file.read_at(offset + done, rest));
    if (count == 0) return fail(ErrorCode::internal, "a file is shorter than it was");
    done += count;
  }
  return bytes;
}

/// Describes one picture as the item 1 whose bytes stand at `offset` (ISO/IEC 23008-12 section 6).
std::string meta_of(const PictureSequence& sequence, std::string_view properties,
                    std::uint64_t property_count, std::uint64_t offset) {
  const std::string type = sequence.format == Format::avif ? "av01" : "hvc1";
  const std::string name(1, '\0');
  std::string associations = number(1, 4) + number(1, 2) + number(property_count, 1);
  for (std::uint64_t i = 1; i <= property_count; ++i) associations += number(i, 1);
  const std::string handler =
      full_box("hdlr", 0, number(0, 4).append("pict").append(12, '\0') + name);
  const std::string location =
      full_box("iloc", 0,
               number(0x4400, 2) + number(1, 2) + number(1, 2) + number(0, 2) + number(1, 2) +
                   number(offset, 4) + number(sequence.first_frame_bytes, 4));
  const std::string item = full_box("infe", 2, number(1, 2) + number(0, 2) + type + name);
  return full_box("meta", 0,
                  handler + full_box("pitm", 0, number(1, 2)) + location +
                      full_box("iinf", 0, number(1, 2) + item) +
                      box("iprp", box("ipco", properties) + full_box("ipma", 0, associations)));
}

Result<std::string> still_of(const PictureSequence& sequence, storage::ObjectReader& file) {
  const Box& configuration = sequence.configuration;
  AUDMG_TRY(std::string properties, copy(file, configuration.body, configuration.body_size()));
  properties += full_box("ispe", 0, number(sequence.width, 4) + number(sequence.height, 4));
  std::uint64_t count = 2;
  if (sequence.colour) {
    AUDMG_TRY(const std::string colour,
              copy(file, sequence.colour->body, sequence.colour->body_size()));
    properties += colour;
    ++count;
  }
  const std::string brand = sequence.format == Format::avif ? "avif" : "heic";
  const std::string head = box("ftyp", brand + number(0, 4) + brand + "mif1");
  // An offset has the same length whatever it is.
  const std::size_t meta_bytes = meta_of(sequence, properties, count, 0).size();
  const std::uint64_t place = head.size() + meta_bytes + 8;
  AUDMG_TRY(const std::string frame, copy(file, sequence.first_frame, sequence.first_frame_bytes));
  return head + meta_of(sequence, properties, count, place) + box("mdat", frame);
}

/// Returns the offset of a top-level "meta" whose size is 0.
std::optional<std::uint64_t> find_endless_meta(ByteWindow& bytes) {
  const auto meta = find_top_box(bytes, four_characters("meta"));
  if (!meta || meta->end != bytes.size()) return std::nullopt;
  // Behind a size of 64 bits, whose upper half is usually 0, the type does not stand there.
  if (bytes.be32(meta->body - 8) != 0 || !bytes.is_at(meta->body - 4, "meta")) return std::nullopt;
  return meta->body - 8;
}

/// Returns where the boxes and the items of the still picture end, wherever the file does.
std::uint64_t claimed_end(ByteWindow& bytes, const Box& meta) {
  std::uint64_t end = bytes.size();
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxBoxes && offset < bytes.size(); ++i) {
    const auto box = read_box(bytes, offset, bytes.size());
    if (!box) break;
    offset = box->end;
  }
  end = std::max(end, offset);
  for (const auto& [item, place] : places_of_items(bytes, meta)) {
    if (place.size < kMaxCopiedBytes) end = std::max(end, place.offset + place.size);
  }
  return end;
}

}  // namespace

Result<std::optional<RepairedHeif>> repaired_heif(storage::ObjectReader& file) {
  ByteWindow bytes(file);
  if (const auto meta = find_meta(bytes)) {
    const auto endless = find_endless_meta(bytes);
    const std::uint64_t end = claimed_end(bytes, *meta);
    if ((!endless && end == bytes.size()) || end > kMaxCopiedBytes) return std::nullopt;
    AUDMG_TRY(std::string repaired, copy(file, 0, bytes.size()));
    if (endless) repaired.replace(*endless, 4, number(bytes.size() - *endless, 4));
    repaired.resize(end);
    return RepairedHeif{std::move(repaired), bytes.size()};
  }
  if (find_top_box(bytes, four_characters("meta"))) return std::nullopt;
  const auto sequence = find_picture_sequence(bytes);
  if (!sequence || sequence->first_frame_bytes > kMaxCopiedBytes ||
      sequence->configuration.body_size() > kHeadBytes ||
      (sequence->colour && sequence->colour->body_size() > kMaxColourBytes)) {
    return std::nullopt;
  }
  AUDMG_TRY(std::string still, still_of(*sequence, file));
  const std::size_t size = still.size();
  return RepairedHeif{std::move(still), size};
}

}  // namespace audmg::media
