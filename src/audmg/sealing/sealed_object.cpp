// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/sealed_object.hpp"

#include "audmg/core/wipe.hpp"
#include "audmg/lib/openssl/random.hpp"
#include "audmg/sealing/little_endian.hpp"

#include <algorithm>
#include <array>

namespace audmg::sealing {
namespace {

/// Begin what a wrapped key and a stream are bound to, so that neither can pass for the other.
constexpr std::string_view kWrapLabel = "audmg wrapped key 1\n";
constexpr std::string_view kStreamLabel = "audmg stream 1\n";

void append_number(std::string& text, std::uint64_t number) {
  std::array<std::byte, sizeof(number)> bytes;
  put_little_endian(bytes, number);
  text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

/// A name has no line feed, and comes last.
std::string wrap_context(const SealedHeader& header, std::string_view name) {
  std::string context(kWrapLabel);
  append_number(context, header.stream_bytes);
  append_number(context, header.key_number);
  context.append(reinterpret_cast<const char*>(header.keyring.data()), header.keyring.size());
  context.append(name);
  return context;
}

std::unexpected<Error> damaged_object(std::string_view name, std::string_view why) {
  return fail(ErrorCode::corrupt,
              std::string("the sealed object ").append(name).append(" ").append(why));
}

openssl::AesGcmNonce wrap_nonce(const WrappedKey& wrapped) {
  openssl::AesGcmNonce nonce;
  std::copy_n(wrapped.begin(), nonce.size(), nonce.begin());
  return nonce;
}

}  // namespace

std::uint64_t stream_count(std::uint64_t plain_bytes, std::uint64_t stream_bytes) noexcept {
  if (stream_bytes == 0 || plain_bytes == 0) return 1;
  return (plain_bytes - 1) / stream_bytes + 1;
}

std::uint64_t stream_offset(std::uint64_t number, std::uint64_t stream_bytes) noexcept {
  if (number == 0) return kSealedHeaderBytes;
  return kSealedHeaderBytes + number * sealed_stream_bytes(stream_bytes);
}

std::uint64_t sealed_object_bytes(std::uint64_t plain_bytes, std::uint64_t stream_bytes) noexcept {
  const std::uint64_t last = stream_count(plain_bytes, stream_bytes) - 1;
  return stream_offset(last, stream_bytes) + sealed_stream_bytes(plain_bytes - last * stream_bytes);
}

std::optional<std::uint64_t> plain_object_bytes(std::uint64_t sealed_bytes,
                                                std::uint64_t stream_bytes) noexcept {
  if (sealed_bytes <= kSealedHeaderBytes || stream_bytes > kMaxHeaderStreamBytes) {
    return std::nullopt;
  }
  const std::uint64_t body = sealed_bytes - kSealedHeaderBytes;
  if (stream_bytes == 0) return plain_stream_bytes(body);
  const std::uint64_t whole = sealed_stream_bytes(stream_bytes);
  const std::uint64_t last = (body - 1) / whole;
  const auto rest = plain_stream_bytes(body - last * whole);
  // An empty stream stands alone.
  if (!rest || (last > 0 && *rest == 0)) return std::nullopt;
  return last * stream_bytes + *rest;
}

SealedObject SealedObject::make(const Keyring& keyring, std::string_view name,
                                std::uint64_t stream_bytes) {
  AUDMG_ASSERT(stream_bytes <= kMaxHeaderStreamBytes);
  SealedHeader header{
      .stream_bytes = stream_bytes, .key_number = keyring.newest(), .keyring = keyring.id()};
  DataKey key;
  openssl::fill_random(key);
  const std::span<std::byte> wrapped(header.wrapped_key);
  openssl::fill_random(wrapped.first(openssl::kAesGcmNonceBytes));
  const std::string context = wrap_context(header, name);
  openssl::AesGcm(*keyring.find(header.key_number))
      .seal(wrap_nonce(header.wrapped_key), std::as_bytes(std::span(context)), key,
            wrapped.subspan(openssl::kAesGcmNonceBytes));
  SealedObject object(header, name, key);
  wipe(key);
  return object;
}

Result<SealedObject> SealedObject::open(std::span<const std::byte> text, const Keyring& keyring,
                                        std::string_view name) {
  const auto header = decode_sealed_header(text);
  if (!header) return damaged_object(name, "cannot be opened: " + header.error().message);
  if (header->keyring != keyring.id()) {
    return damaged_object(name, "was sealed with the keyring of another drive");
  }
  const openssl::AesGcmKey* const wrapping = keyring.find(header->key_number);
  if (wrapping == nullptr) {
    return damaged_object(name, "needs a key that this copy of the keyring does not have");
  }
  const std::string context = wrap_context(*header, name);
  DataKey key;
  if (!openssl::AesGcm(*wrapping).open(
          wrap_nonce(header->wrapped_key), std::as_bytes(std::span(context)),
          std::span(header->wrapped_key).subspan(openssl::kAesGcmNonceBytes), key)) {
    return damaged_object(name, "has the header of another object, or a forged one");
  }
  SealedObject object(*header, name, key);
  wipe(key);
  return object;
}

SealedObject::~SealedObject() { wipe(key_); }

StreamCipher SealedObject::begin_stream(std::uint64_t number, bool is_last) const {
  return StreamCipher::make(key_, associated_data(number, is_last));
}

Result<StreamCipher> SealedObject::read_stream(std::uint64_t number, bool is_last,
                                               const StreamHeader& header) const {
  auto cipher = StreamCipher::read(key_, header, associated_data(number, is_last));
  if (!cipher) return damaged_object(name_, "is damaged where a stream begins");
  return *std::move(cipher);
}

std::string SealedObject::associated_data(std::uint64_t number, bool is_last) const {
  std::string data(kStreamLabel);
  append_number(data, header_.stream_bytes);
  append_number(data, number);
  data.push_back(is_last ? '\1' : '\0');
  data.append(name_);
  return data;
}

}  // namespace audmg::sealing
