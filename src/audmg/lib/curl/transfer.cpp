// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/transfer.hpp"

#include "audmg/lib/curl/error.hpp"
#include "audmg/lib/curl/list.hpp"
#include "audmg/lib/curl/setup.hpp"

#include <curl/curl.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace audmg::curl {
namespace {

PeerAddress to_peer(const curl_sockaddr& address) {
  PeerAddress peer;
  if (address.family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address.addr, sizeof v6);
    peer.is_ipv6 = true;
    peer.port = ntohs(v6.sin6_port);
    std::memcpy(peer.bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
  } else {
    sockaddr_in v4{};
    std::memcpy(&v4, &address.addr, sizeof v4);
    peer.port = ntohs(v4.sin_port);
    std::memcpy(peer.bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
  }
  return peer;
}

}  // namespace

struct Transfer::Hooks {
  CURL* handle = nullptr;
  std::function<bool(const PeerAddress&)> may_connect;
  /// The address that was refused last.
  std::string refused;
  std::array<char, CURL_ERROR_SIZE> message{};
  std::vector<List> lists;

  ~Hooks() { curl_easy_cleanup(handle); }

  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address) {
    auto& hooks = *static_cast<Hooks*>(self);
    const bool internet = address->family == AF_INET || address->family == AF_INET6;
    if (purpose != CURLSOCKTYPE_IPCXN || !internet) return CURL_SOCKET_BAD;
    const PeerAddress peer = to_peer(*address);
    if (hooks.may_connect && !hooks.may_connect(peer)) {
      hooks.refused = peer.text();
      return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }
};

Transfer::Transfer(const TransferOptions& options, const std::string& url, const char* protocols) {
  set_up_once();
  hooks_ = std::make_unique<Hooks>();
  hooks_->handle = curl_easy_init();
  AUDMG_ASSERT(hooks_->handle != nullptr);
  hooks_->may_connect = options.may_connect;
  CURL* const handle = hooks_->handle;
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, hooks_->message.data());
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &Hooks::open_socket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, hooks_.get());
  set(CURLOPT_URL, url);
  set(CURLOPT_PROTOCOLS_STR, protocols);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, kUserAgent);
  // An empty text also switches off the proxies that the environment names.
  set(CURLOPT_PROXY, "");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file);
  if (!options.resolve.empty()) set_list(CURLOPT_RESOLVE, options.resolve);
}

Transfer::~Transfer() = default;

void Transfer::set(int option, long value) {
  AUDMG_ASSERT(curl_easy_setopt(hooks_->handle, static_cast<CURLoption>(option), value) ==
               CURLE_OK);
}

void Transfer::set(int option, const char* value) {
  AUDMG_ASSERT(curl_easy_setopt(hooks_->handle, static_cast<CURLoption>(option), value) ==
               CURLE_OK);
}

void Transfer::set(int option, void* value) {
  AUDMG_ASSERT(curl_easy_setopt(hooks_->handle, static_cast<CURLoption>(option), value) ==
               CURLE_OK);
}

void Transfer::set(int option, std::size_t (*callback)(char*, std::size_t, std::size_t, void*)) {
  AUDMG_ASSERT(curl_easy_setopt(hooks_->handle, static_cast<CURLoption>(option), callback) ==
               CURLE_OK);
}

void Transfer::set_list(int option, const std::vector<std::string>& lines) {
  List list = make_list(lines);
  AUDMG_ASSERT(curl_easy_setopt(hooks_->handle, static_cast<CURLoption>(option), list.get()) ==
               CURLE_OK);
  hooks_->lists.push_back(std::move(list));
}

int Transfer::perform() { return curl_easy_perform(hooks_->handle); }

int Transfer::response_code() const {
  long code = 0;
  curl_easy_getinfo(hooks_->handle, CURLINFO_RESPONSE_CODE, &code);
  return static_cast<int>(code);
}

Error Transfer::error(int curl_code, std::string_view action) const {
  std::string detail = hooks_->message.data();
  if (!hooks_->refused.empty()) detail = "connections to " + hooks_->refused + " are not allowed";
  return make_error(curl_code, action, detail);
}

}  // namespace audmg::curl
