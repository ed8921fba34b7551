// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/random_secret.hpp"

#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/openssl/sha256.hpp"

namespace audmg::identity {
namespace {

constexpr std::size_t kRandomSecretBytes = 32;

}  // namespace

std::string make_random_secret() { return openssl::random_text(kRandomSecretBytes); }

std::string random_secret_hash(std::string_view secret) { return openssl::sha256_hex(secret); }

}  // namespace audmg::identity
