// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/control/unix_socket.hpp"
#include "audmg/app/data_folder/home_certificate.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/lib/openssl/certificate.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>

namespace audmg::app {
namespace {

constexpr std::chrono::days kRenewBefore{14};

/// 0, or the errno of binding to the endpoint as the server would.
int try_bind(const config::Endpoint& endpoint) {
  sockaddr_in6 six{};
  sockaddr_in four{};
  const bool is_four = ::inet_pton(AF_INET, endpoint.address.c_str(), &four.sin_addr) == 1;
  if (!is_four && ::inet_pton(AF_INET6, endpoint.address.c_str(), &six.sin6_addr) != 1) {
    return EADDRNOTAVAIL;
  }
  four.sin_family = AF_INET;
  four.sin_port = htons(endpoint.port);
  six.sin6_family = AF_INET6;
  six.sin6_port = htons(endpoint.port);
  const Descriptor socket(::socket(is_four ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int yes = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): the sockets interface wants it
  const auto* address =
      is_four ? reinterpret_cast<const sockaddr*>(&four) : reinterpret_cast<const sockaddr*>(&six);
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  const socklen_t size = is_four ? sizeof(four) : sizeof(six);
  return ::bind(socket.get(), address, size) == 0 ? 0 : errno;
}

Finding check_port(std::string_view setting, const config::Endpoint& endpoint) {
  const std::string subject(setting);
  const int error_number = try_bind(endpoint);
  if (error_number == 0) return {Verdict::ok, subject, endpoint.text() + " is free", ""};
  return {Verdict::fail, subject, errno_message(endpoint.text(), error_number),
          error_number == EADDRINUSE ? "Stop the program that has the port, or choose another one."
                                     : "Choose an address of this machine and a port that this "
                                       "user may have."};
}

}  // namespace

std::vector<Finding> check_ports(const config::Settings& settings, const DataLayout& layout) {
  // The running server has them.
  if (find_lock_owner(layout)) return {};
  std::vector<Finding> findings{check_port("AUDMG_LISTEN", settings.listen),
                                check_port("AUDMG_METRICS_LISTEN", settings.metrics_listen)};
  if (!settings.worker_listen.address.empty()) {
    findings.push_back(check_port("AUDMG_WORKER_LISTEN", settings.worker_listen));
  }
  return findings;
}

std::vector<Finding> check_tls(const config::Settings& settings, TimePoint now) {
  const std::string subject = "TLS";
  if (settings.tls_certificate.empty()) {
    const bool local =
        settings.listen.address.starts_with("127.") || settings.listen.address == "::1";
    if (local || settings.public_url.starts_with("https://")) {
      return {{Verdict::ok, subject, "off", ""}};
    }
    return {
        {Verdict::warn, subject, "off, and AUDMG_LISTEN is open to the network",
         "Run `audmg certificate create`, set AUDMG_TLS_CERTIFICATE and AUDMG_TLS_KEY, or put a "
         "proxy with HTTPS before it."}};
  }
  const auto summary = openssl::inspect_certificate(settings.tls_certificate, settings.tls_key);
  if (!summary) {
    return {{Verdict::fail, subject, summary.error().message,
             "Correct AUDMG_TLS_CERTIFICATE and AUDMG_TLS_KEY."}};
  }
  if (!summary->key_matches) {
    return {{Verdict::fail, subject, "the key is not the one of the certificate",
             "Correct AUDMG_TLS_CERTIFICATE and AUDMG_TLS_KEY."}};
  }
  const bool is_own = uses_home_certificate(settings);
  const std::string until =
      fmt::format("{}, good until {}", summary->subject, format_rfc3339(summary->not_after));
  if (now < summary->not_before || now >= summary->not_after) {
    return {{Verdict::fail, subject, until + ": not good now",
             is_own ? "Run `audmg certificate renew`."
                    : "Get a new certificate, then send the server SIGHUP."}};
  }
  if (summary->not_after - now < kRenewBefore) {
    return {{Verdict::warn, subject, until,
             is_own ? "The server should have renewed it: look into its log, or run "
                      "`audmg certificate renew`."
                    : "Renew it soon, then send the server SIGHUP."}};
  }
  return {{Verdict::ok, subject, until, ""}};
}

}  // namespace audmg::app
