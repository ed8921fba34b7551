// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/password_hasher.hpp"

#include "audmg/lib/utf8proc/normal_form.hpp"

#include <algorithm>

namespace audmg::identity {
namespace {

/// Hashes count their memory in KiB, so a finer cost would never be that of a stored hash.
PasswordCost in_whole_kib(const PasswordCost& cost) {
  constexpr std::size_t kBytesPerKib = 1024;
  return {.memory_bytes = cost.memory_bytes / kBytesPerKib * kBytesPerKib, .passes = cost.passes};
}

/// Bytes that a hash writes, which its time grows with.
unsigned long long work_of(const PasswordCost& cost) { return cost.memory_bytes * cost.passes; }

SecretText in_normal_form(std::string_view password) {
  auto normal = utf8proc::to_nfc(password);
  return normal ? *std::move(normal) : SecretText(password);
}

}  // namespace

PasswordHasher::PasswordHasher(const PasswordCost& cost) : cost_(in_whole_kib(cost)) {}

Result<std::string> PasswordHasher::hash(std::string_view password) const {
  return sodium::hash_argon2id(in_normal_form(password).text(), cost_);
}

Result<PasswordMatch> PasswordHasher::verify(std::string_view phc,
                                             std::string_view password) const {
  const SecretText normal = in_normal_form(password);
  const auto stored = sodium::argon2id_cost_of(phc);
  AUDMG_TRY(const bool matches, sodium::verify_argon2id(phc, normal.text()));
  if (matches) return stored == cost_ ? PasswordMatch::current : PasswordMatch::outdated;
  AUDMG_CHECK(make_up_for(stored, normal.text()));
  if (normal.text() == password) return PasswordMatch::none;
  AUDMG_TRY(const bool matches_as_sent, sodium::verify_argon2id(phc, password));
  if (matches_as_sent) return PasswordMatch::outdated;
  AUDMG_CHECK(make_up_for(stored, password));
  return PasswordMatch::none;
}

Result<void> PasswordHasher::verify_nobody(std::string_view password) const {
  const SecretText normal = in_normal_form(password);
  // Verifying hashes the password with the stored salt, so hashing takes as long.
  AUDMG_CHECK(sodium::hash_argon2id(normal.text(), cost_));
  if (normal.text() != password) AUDMG_CHECK(sodium::hash_argon2id(password, cost_));
  return {};
}

Result<void> PasswordHasher::make_up_for(const std::optional<PasswordCost>& stored,
                                         std::string_view password) const {
  const unsigned long long spent = stored ? work_of(*stored) : 0;
  if (spent >= work_of(cost_)) return {};
  // As many passes as a new hash has, because the first one is slower than the others.
  PasswordCost rest = cost_;
  rest.memory_bytes = std::max<std::size_t>((work_of(cost_) - spent) / cost_.passes,
                                            sodium::kMinArgon2idMemoryBytes);
  AUDMG_CHECK(sodium::hash_argon2id(password, rest));
  return {};
}

}  // namespace audmg::identity
