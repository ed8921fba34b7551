// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Tokens as they come, and payloads of any bytes under a right signature: no crash, and nothing is
// accepted but exactly our claims.
#include "audmg/core/result.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/identity/app_password_tokens.hpp"
#include "audmg/identity/refresh_tokens.hpp"
#include "audmg/identity/signer.hpp"
#include "doubles/manual_clock.hpp"
#include "doubles/token_forge.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace audmg::identity;

const std::string kSecret = "a test secret of thirty-two byte";
const std::string kOtherSecret = "another secret that signs nothing";

void check_accepted(const AccessClaims& claims, const AccessTokens& tokens) {
  AUDMG_ASSERT(audmg::is_uuid_text(claims.user.text()));
  AUDMG_ASSERT(audmg::is_uuid_text(claims.session.text()));
  const auto again = tokens.issue(claims);
  // The names of real accounts have no space; a forged one may.
  if (!again) return;
  const auto same = tokens.verify(*again);
  AUDMG_ASSERT(same && same->user == claims.user && same->username == claims.username);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const audmg::ManualClock clock;
  static const AccessTokens tokens(kSecret, clock);
  static const AccessTokens other(kOtherSecret, clock);
  static const Signer signer(kSecret);
  static const TokenForge forge{kSecret};
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);

  AUDMG_ASSERT(!other.verify(text));
  if (const auto claims = tokens.verify(text)) check_accepted(*claims, tokens);
  const std::string forged = forge.sign(TokenForge::kGoodHeader, text);
  AUDMG_ASSERT(!other.verify(forged));
  if (const auto claims = tokens.verify(forged)) check_accepted(*claims, tokens);
  if (text != TokenForge::kGoodHeader && text != R"({"typ":"JWT","alg":"HS256"})") {
    AUDMG_ASSERT(!tokens.verify(forge.sign(text, "{}")));
  }
  AUDMG_ASSERT(!signer.open("purpose", text));
  static const RefreshTokens refresh(kSecret);
  if (const auto token = refresh.verify(text); token && token->generation > 0) {
    AUDMG_ASSERT(refresh.issue(token->user, token->session, token->generation) == text);
  }
  if (const auto token = parse_app_password_token(text)) AUDMG_ASSERT(token->text() == text);
  return 0;
}
