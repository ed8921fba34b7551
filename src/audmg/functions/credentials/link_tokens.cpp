// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/link_tokens.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/number.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxPayloadBytes = 2048;

std::string_view name_of(LinkPurpose purpose) {
  switch (purpose) {
    case LinkPurpose::reset_password:
      return "link reset_password";
    case LinkPurpose::verify_email:
      return "link verify_email";
    case LinkPurpose::change_email:
      return "link change_email";
  }
  return "";
}

std::chrono::seconds lifetime_of(LinkPurpose purpose) {
  return purpose == LinkPurpose::reset_password ? std::chrono::seconds(kResetLifetime)
                                                : std::chrono::seconds(kVerifyLifetime);
}

const std::string* link_member(const json::Value& object, std::string_view name) {
  const json::Value* value = object.find(name);
  return value == nullptr ? nullptr : value->as_string();
}

}  // namespace

std::string make_link_token(LinkPurpose purpose, const database::User& user,
                            std::string_view new_email, const AccountServices& services) {
  json::Writer json;
  json.begin_object()
      .field("user", user.id.text())
      .field("version", std::to_string(user.credential_version))
      .field("email", user.email)
      .field("newEmail", new_email)
      .field("expiresAt", format_rfc3339(services.clock.now() + lifetime_of(purpose)))
      .end_object();
  return services.signer.seal(name_of(purpose), std::move(json).take());
}

std::optional<LinkToken> read_link_token(LinkPurpose purpose, std::string_view text,
                                         const AccountServices& services) {
  const auto payload = services.signer.open(name_of(purpose), text);
  if (!payload) return std::nullopt;
  const auto object = json::parse(*payload, {.max_bytes = kMaxPayloadBytes});
  if (!object) return std::nullopt;
  const auto* user = link_member(*object, "user");
  const auto* version = link_member(*object, "version");
  const auto* email = link_member(*object, "email");
  const auto* new_email = link_member(*object, "newEmail");
  const auto* expires_at = link_member(*object, "expiresAt");
  if (user == nullptr || version == nullptr || email == nullptr || new_email == nullptr ||
      expires_at == nullptr) {
    return std::nullopt;
  }
  auto id = UserId::parse(*user);
  const auto number = parse_whole<std::int64_t>(*version, 1);
  const auto end = parse_rfc3339(*expires_at);
  if (!id || !number || !end || *end <= services.clock.now()) return std::nullopt;
  return LinkToken{.user = *std::move(id),
                   .credential_version = *number,
                   .email = *email,
                   .new_email = *new_email};
}

bool is_current(LinkPurpose purpose, const LinkToken& token, const database::User& user) {
  if (user.disabled || user.email != token.email) return false;
  return purpose == LinkPurpose::verify_email ||
         user.credential_version == token.credential_version;
}

std::string page_path(std::string_view page, std::string_view token) {
  return std::string(page).append("#token=").append(token);
}

std::string link_to_page(std::string_view page, std::string_view token,
                         const CommonServices& services) {
  return services.app_address.url() + page_path(page, token);
}

}  // namespace audmg::functions
