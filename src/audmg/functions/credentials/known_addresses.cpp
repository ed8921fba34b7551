// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/known_addresses.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/client_subject.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <chrono>
#include <string>

namespace audmg::functions {
namespace {

using identity::KnownNetwork;

constexpr std::chrono::days kKnownFor{30};
constexpr std::chrono::days kNotedAgainAfter{1};

std::string hash_of(const UserId& user, const http::Request& request,
                    const AccountServices& services) {
  return services.signer.fingerprint("known address",
                                     user.text() + '\n' + client_subject(request.client_address));
}

bool has_been_seen(const identity::Factors& factors, std::string_view hash, TimePoint since) {
  const auto at = std::ranges::find(factors.networks, hash, &KnownNetwork::hash);
  return at != factors.networks.end() && at->last_login_at > since;
}

void remember(identity::Factors& factors, std::string hash, TimePoint now) {
  std::erase_if(factors.networks, [&](const KnownNetwork& network) {
    return network.hash == hash || network.last_login_at <= now - kKnownFor;
  });
  if (factors.networks.size() >= identity::kMaxKnownNetworks) {
    factors.networks.erase(
        std::ranges::min_element(factors.networks, {}, &KnownNetwork::last_login_at));
  }
  factors.networks.push_back({.hash = std::move(hash), .last_login_at = now});
}

}  // namespace

bool is_known_address(const UserId& user, const identity::Factors& factors,
                      const http::Request& request, const AccountServices& services) {
  return has_been_seen(factors, hash_of(user, request, services), services.clock.now() - kKnownFor);
}

void remember_address(const UserId& user, const identity::Factors& factors,
                      const http::Request& request, const AccountServices& services) {
  const TimePoint now = services.clock.now();
  const std::string hash = hash_of(user, request, services);
  if (has_been_seen(factors, hash, now - kNotedAgainAfter)) return;
  const auto changed = change_factors(
      user,
      [&](identity::Factors& present) -> Result<bool> {
        remember(present, hash, now);
        return true;
      },
      services);
  if (changed) return;
  services.logger.log(telemetry::Level::warning, "address_not_remembered",
                      {{"userId", std::string_view(user.text())},
                       {"reason", std::string_view(changed.error().message)}});
}

}  // namespace audmg::functions
