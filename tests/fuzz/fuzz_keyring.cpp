// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The file of a keyring. The checksum is made right, so that what is behind it is reached.
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/sealing/keyring_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace audmg;

/// Costs of Argon2id that a fuzzer has the time for.
constexpr std::size_t kMaxFuzzedMemory = std::size_t{64} * 1024;

void read_file(const std::string& file) {
  const auto head = sealing::read_keyring_head(file);
  if (!head) return;
  AUDMG_ASSERT(head->key_count > 0 && head->generation > 0);
  if (head->cost.memory_bytes > kMaxFuzzedMemory || head->cost.passes > 2) return;
  static const auto kPassphrase = sealing::OwnerKey::of_passphrase("correct horse battery staple");
  if (const auto keyring = sealing::unlock_keyring(file, *kPassphrase)) {
    AUDMG_ASSERT(keyring->newest() == head->key_count && keyring->id() == head->id);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string file(reinterpret_cast<const char*>(bytes), size);
  read_file(file);
  if (size <= openssl::kSha256Bytes) return 0;
  const auto all = std::as_writable_bytes(std::span(file));
  const auto text = all.first(size - openssl::kSha256Bytes);
  std::ranges::copy(openssl::sha256(std::span<const std::byte>(text)),
                    all.subspan(text.size()).begin());
  read_file(file);
  return 0;
}
