// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/secret_box.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/sodium/xchacha20.hpp"

#include <span>
#include <utility>

namespace audmg::identity {

SecretBox::SecretBox(std::string key) : key_(std::move(key)) {
  AUDMG_ASSERT(key_.size() == sodium::kXchacha20KeyBytes);
}

std::string SecretBox::seal(std::string_view context, std::string_view secret) const {
  const std::string sealed = sodium::seal_xchacha20(key_, context, secret);
  return to_base64url(std::as_bytes(std::span(sealed)));
}

std::optional<std::string> SecretBox::open(std::string_view context, std::string_view text) const {
  const auto sealed = from_base64url(text);
  if (!sealed) return std::nullopt;
  return sodium::open_xchacha20(key_, context,
                                {reinterpret_cast<const char*>(sealed->data()), sealed->size()});
}

}  // namespace audmg::identity
