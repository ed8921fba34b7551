// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/random.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/result.hpp"

#include <openssl/err.h>
#include <openssl/rand.h>

#include <limits>
#include <new>

namespace audmg::openssl {

void fill_random(std::span<std::byte> into) {
  AUDMG_ASSERT(into.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  const int ok =
      RAND_bytes(reinterpret_cast<unsigned char*>(into.data()), static_cast<int>(into.size()));
  if (ok != 1) {
    ERR_clear_error();
    throw std::bad_alloc();
  }
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  fill_random(std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

std::string random_text(std::size_t count) {
  const std::string bytes = random_bytes(count);
  return to_base64url(std::as_bytes(std::span(bytes)));
}

}  // namespace audmg::openssl
