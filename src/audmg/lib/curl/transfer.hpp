// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/peer_address.hpp"

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::curl {

/// What every transfer has, whatever it speaks.
struct TransferOptions {
  /// For everything together: resolving the name, connecting, sending, the answer.
  std::chrono::milliseconds timeout{5000};
  /// Asked with each address right before a socket is made for it; false: no connection goes there.
  /// So nothing can change between the check and the connection. Empty: anywhere.
  std::function<bool(const PeerAddress&)> may_connect{};
  /// PEM file of the authorities to trust; "": the system's.
  std::string ca_file{};
  /// "host:port:address" lines that stand for the resolver's answers.
  std::vector<std::string> resolve{};
};

/// One use of a libcurl handle: no proxies, no redirects, no signals, no .netrc, TLS 1.2 or newer
/// with the peer verified, every connection new. Used by one thread.
class Transfer {
 public:
  /// libcurl is set up once for the process, at the first use. Aborts when it cannot work at all.
  Transfer(const TransferOptions& options, const std::string& url, const char* protocols);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer();

  /// `option` is a CURLoption.
  void set(int option, long value);
  void set(int option, const char* value);
  void set(int option, const std::string& value) { set(option, value.c_str()); }
  void set(int option, void* value);
  void set(int option, std::size_t (*callback)(char*, std::size_t, std::size_t, void*));
  /// A list of texts, kept until the transfer is gone.
  void set_list(int option, const std::vector<std::string>& lines);

  /// CURLE_OK or another CURLcode.
  [[nodiscard]] int perform();
  /// Of the last answer: HTTP status, SMTP reply code; 0: there was none.
  [[nodiscard]] int response_code() const;
  /// What went wrong, for logs.
  [[nodiscard]] Error error(int curl_code, std::string_view action) const;

 private:
  struct Hooks;
  std::unique_ptr<Hooks> hooks_;
};

}  // namespace audmg::curl
