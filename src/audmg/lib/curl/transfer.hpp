// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/list.hpp"
#include "audmg/lib/curl/peer_rules.hpp"

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::curl {

/// One libcurl handle with the connections that it keeps, for one transfer after another: no
/// proxies, no redirects, no signals, no .netrc, TLS 1.2 or newer with the peer verified. Only for
/// the sources of this folder. Used by one thread at a time.
class Transfer {
 public:
  /// Initialises libcurl on first use in the process. Aborts when it cannot work at all.
  Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() = default;

  /// Forgets the previous transfer, except for its connections. `timeout` covers everything
  /// together: resolving the name, connecting, sending, the response; 0 means no limit. `peers`
  /// must stay valid until perform() returns.
  void begin(const std::string& url, const char* protocols, std::chrono::milliseconds timeout,
             const PeerRules& peers);
  /// For options whose value libcurl copies, and pointers that live until perform() returns.
  template <class T>
  void set(CURLoption option, T value) {
    AUDMG_ASSERT(curl_easy_setopt(handle_.get(), option, value) == CURLE_OK);
  }
  /// Sets a list of texts, which is kept until the next begin().
  void set_list(CURLoption option, const std::vector<std::string>& lines);

  [[nodiscard]] CURLcode perform() { return curl_easy_perform(handle_.get()); }
  /// Returns the status or reply code of the last response (HTTP, SMTP); 0 when there was none.
  [[nodiscard]] int response_code() const;
  /// Returns the bytes of the request that were sent, without its body.
  [[nodiscard]] long request_bytes() const;
  /// Returns what went wrong, for logs.
  [[nodiscard]] Error error(CURLcode code, std::string_view action) const;

 private:
  struct FreeHandle {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
  };

  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

  const PeerRules* peers_ = nullptr;
  /// The address that was refused last.
  std::string refused_;
  std::array<char, CURL_ERROR_SIZE> message_{};
  std::vector<List> lists_;
  /// Last, because it uses all other members until it is destroyed.
  std::unique_ptr<CURL, FreeHandle> handle_;
};

}  // namespace audmg::curl
