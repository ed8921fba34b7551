// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/drive_address.hpp"

#include "audmg/app/data_folder/home_certificate.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

namespace audmg::app {
namespace {

bool is_own_name(std::string_view name) {
  return name == "localhost" || name == "127.0.0.1" || name == "::1";
}

bool is_every_address(std::string_view address) { return address == "0.0.0.0" || address == "::"; }

}  // namespace

std::string name_for_others(const openssl::ServerNames& names) {
  for (const auto* const list : {&names.hosts, &names.addresses}) {
    const auto found = std::ranges::find_if_not(*list, is_own_name);
    if (found != list->end()) return *found;
  }
  return "localhost";
}

bool has_host_for_others(const openssl::ServerNames& names) {
  return !std::ranges::all_of(names.hosts, is_own_name);
}

std::string drive_address(const config::Settings& settings, std::uint16_t port) {
  if (!settings.public_url.empty()) return settings.public_url;
  const bool tls = !settings.tls_certificate.empty();
  if (tls && is_every_address(settings.listen.address) && uses_home_certificate(settings)) {
    const auto own = inspect_home_certificate(layout_of(settings));
    if (own) return config::default_public_url({name_for_others(own->names), port}, tls);
  }
  return config::default_public_url({settings.listen.address, port}, tls);
}

}  // namespace audmg::app
