// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/upload_index.hpp"

#include "audmg/sealing/sealed_object.hpp"
#include "audmg/storage/object_key.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

namespace audmg::storage::filesystem {
namespace {

constexpr std::string_view kMagic = "AUDMGUP1";
/// A program that does not know sealed objects takes such an upload for damaged.
constexpr std::string_view kSealedMagic = "AUDMGUP2";
static_assert(kMagic.size() == kSealedMagic.size());
constexpr std::size_t kSizeOffset = 8;
constexpr std::size_t kPartSizeOffset = 16;
constexpr std::size_t kKeyLengthOffset = 24;
constexpr std::size_t kKeyOffset = 32;
constexpr std::size_t kHeaderChecksumOffset = kIndexHeaderBytes - openssl::kSha256Bytes;
static_assert(kKeyOffset + kMaxObjectKeyBytes <= kHeaderChecksumOffset);

constexpr std::uint64_t kPresent = 1;
constexpr std::size_t kRecordPartOffset = 4;
constexpr std::size_t kRecordSizeOffset = 8;
constexpr std::size_t kRecordSha256Offset = 16;
constexpr std::size_t kRecordChecksumOffset = 48;
static_assert(kRecordSha256Offset + openssl::kSha256Bytes == kRecordChecksumOffset);

/// Sizes are off_t to the kernel.
constexpr std::uint64_t kMaxSize = static_cast<std::uint64_t>(std::numeric_limits<off_t>::max());

void put_number(std::span<std::byte> into, std::uint64_t value) {
  for (std::byte& b : into) {
    b = static_cast<std::byte>(value & 0xffU);
    value >>= 8;
  }
}

std::uint64_t get_number(std::span<const std::byte> from) {
  std::uint64_t value = 0;
  for (std::size_t i = from.size(); i > 0; --i) {
    value = value << 8 | std::to_integer<std::uint64_t>(from[i - 1]);
  }
  return value;
}

/// The checksum comes last and is as much of SHA-256 as there is room for.
void put_checksum(std::span<std::byte> bytes, std::size_t offset) {
  const auto digest = openssl::sha256(std::span<const std::byte>(bytes.first(offset)));
  std::copy_n(digest.begin(), bytes.size() - offset, bytes.begin() + static_cast<long>(offset));
}

bool checksum_is_right(std::span<const std::byte> bytes, std::size_t offset) {
  const auto digest = openssl::sha256(bytes.first(offset));
  const auto sum = bytes.subspan(offset);
  return std::equal(sum.begin(), sum.end(), digest.begin());
}

}  // namespace

int UploadHeader::part_count() const noexcept {
  return static_cast<int>((size - 1) / part_size + 1);
}

std::uint64_t UploadHeader::size_of_part(int part_number) const noexcept {
  return std::min(part_size, size - offset_of_part(part_number));
}

std::uint64_t UploadHeader::offset_of_part(int part_number) const noexcept {
  return static_cast<std::uint64_t>(part_number - 1) * part_size;
}

std::uint64_t UploadHeader::stored_offset_of_part(int part_number) const noexcept {
  if (!sealed) return offset_of_part(part_number);
  return sealing::stream_offset(static_cast<std::uint64_t>(part_number - 1), part_size);
}

std::uint64_t UploadHeader::stored_size() const noexcept {
  return sealed ? sealing::sealed_object_bytes(size, part_size) : size;
}

Result<UploadHeader> header_of(const CreateMultipartUploadRequest& request) {
  if (!is_object_key(request.key)) return fail(ErrorCode::invalid_argument, "not an object key");
  if (request.size == 0 || request.size > kMaxSize || request.part_size == 0) {
    return fail(ErrorCode::invalid_argument, "sizes must be above 0 and below 2^63");
  }
  if ((request.size - 1) / request.part_size >= static_cast<std::uint64_t>(kMaxPartNumber)) {
    return fail(ErrorCode::invalid_argument, "too many parts: the part size is too small");
  }
  return UploadHeader{.key = request.key, .size = request.size, .part_size = request.part_size};
}

std::vector<std::byte> encode_header(const UploadHeader& header) {
  std::vector<std::byte> bytes(kIndexHeaderBytes);
  const std::span<std::byte> all(bytes);
  std::ranges::copy(std::as_bytes(std::span(header.sealed ? kSealedMagic : kMagic)), all.begin());
  put_number(all.subspan(kSizeOffset, 8), header.size);
  put_number(all.subspan(kPartSizeOffset, 8), header.part_size);
  put_number(all.subspan(kKeyLengthOffset, 8), header.key.size());
  std::ranges::copy(std::as_bytes(std::span(header.key)), all.subspan(kKeyOffset).begin());
  put_checksum(all, kHeaderChecksumOffset);
  return bytes;
}

Result<UploadHeader> decode_header(std::span<const std::byte> bytes) {
  const auto begins_with = [bytes](std::string_view magic) {
    return std::ranges::equal(bytes.first(magic.size()), std::as_bytes(std::span(magic)));
  };
  if (bytes.size() != kIndexHeaderBytes || !checksum_is_right(bytes, kHeaderChecksumOffset) ||
      !(begins_with(kMagic) || begins_with(kSealedMagic))) {
    return fail(ErrorCode::corrupt, "the index of an upload is damaged");
  }
  CreateMultipartUploadRequest request;
  request.size = get_number(bytes.subspan(kSizeOffset, 8));
  request.part_size = get_number(bytes.subspan(kPartSizeOffset, 8));
  const std::uint64_t length =
      std::min<std::uint64_t>(get_number(bytes.subspan(kKeyLengthOffset, 8)), kMaxObjectKeyBytes);
  for (const std::byte b : bytes.subspan(kKeyOffset, length)) {
    request.key.push_back(std::to_integer<char>(b));
  }
  auto header = header_of(request);
  const bool sealed = begins_with(kSealedMagic);
  if (!header || (sealed && header->part_size > sealing::kMaxHeaderStreamBytes)) {
    return fail(ErrorCode::corrupt, "the index of an upload is damaged");
  }
  header->sealed = sealed;
  return header;
}

std::uint64_t record_offset(int part_number) noexcept {
  return kIndexHeaderBytes + static_cast<std::uint64_t>(part_number - 1) * kIndexRecordBytes;
}

std::vector<std::byte> encode_record(int part_number, const PartRecord& record) {
  std::vector<std::byte> bytes(kIndexRecordBytes);
  const std::span<std::byte> all(bytes);
  put_number(all.first(kRecordPartOffset), kPresent);
  put_number(all.subspan(kRecordPartOffset, 4), static_cast<std::uint64_t>(part_number));
  put_number(all.subspan(kRecordSizeOffset, 8), record.size);
  std::ranges::copy(record.sha256, all.subspan(kRecordSha256Offset).begin());
  put_checksum(all, kRecordChecksumOffset);
  return bytes;
}

std::optional<PartRecord> decode_record(int part_number, std::span<const std::byte> bytes) {
  if (bytes.size() != kIndexRecordBytes || get_number(bytes.first(kRecordPartOffset)) != kPresent ||
      get_number(bytes.subspan(kRecordPartOffset, 4)) != static_cast<std::uint64_t>(part_number) ||
      !checksum_is_right(bytes, kRecordChecksumOffset)) {
    return std::nullopt;
  }
  PartRecord record;
  record.size = get_number(bytes.subspan(kRecordSizeOffset, 8));
  std::ranges::copy(bytes.subspan(kRecordSha256Offset, openssl::kSha256Bytes),
                    record.sha256.begin());
  return record;
}

}  // namespace audmg::storage::filesystem
