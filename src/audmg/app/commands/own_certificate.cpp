// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/commands/own_certificate.hpp"

#include "audmg/app/data_folder/drive_address.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/lib/qrencode/code.hpp"

#include <string_view>
#include <utility>

namespace audmg::app {
namespace {

using telemetry::Level;

}  // namespace

OwnCertificate::OwnCertificate(const config::Settings& settings, const DataLayout& layout,
                               telemetry::Logger& logger,
                               std::shared_ptr<const sealing::Keyring> keyring)
    : settings_(settings),
      layout_(layout),
      logger_(logger),
      keyring_(std::move(keyring)),
      is_used_(uses_home_certificate(settings)) {}

bool OwnCertificate::renew_if_due() {
  if (!is_used_) return false;
  const auto renewed = renew_home_certificate_if_due(layout_, SystemClock().now(), keyring_.get());
  if (!renewed) {
    logger_.log(Level::error, "certificate_not_renewed",
                {{"reason", std::string_view(renewed.error().message)}});
    return false;
  }
  if (*renewed) logger_.log(Level::info, "certificate_renewed", {});
  return *renewed;
}

std::optional<site::TrustPages::Facts> OwnCertificate::trust_facts() const {
  if (!is_used_) return std::nullopt;
  const auto own = inspect_home_certificate(layout_);
  if (!own) {
    logger_.log(Level::warning, "authority_not_readable",
                {{"reason", std::string_view(own.error().message)}});
    return std::nullopt;
  }
  const std::string url =
      config::default_public_url({name_for_others(own->names), settings_.listen.port}, true);
  const std::string host = url.substr(url.find("//") + 2);
  // Without TLS: the device that reads it does not trust the drive yet.
  const std::string page = "http://" + host + std::string(site::kTrustPage);
  return site::TrustPages::Facts{.authority = own->authority,
                                 .fingerprint = own->fingerprint,
                                 .host = host,
                                 .code = qrencode::svg_code(page).value_or("")};
}

}  // namespace audmg::app
