// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/transfer.hpp"

#include "audmg/lib/curl/error.hpp"
#include "audmg/lib/curl/setup.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

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

Transfer::Transfer() {
  set_up_once();
  handle_.reset(curl_easy_init());
  AUDMG_ASSERT(handle_ != nullptr);
}

void Transfer::begin(const std::string& url, const char* protocols,
                     std::chrono::milliseconds timeout, const PeerRules& peers) {
  curl_easy_reset(handle_.get());
  lists_.clear();
  refused_.clear();
  message_.front() = '\0';
  peers_ = &peers;
  set(CURLOPT_ERRORBUFFER, message_.data());
  set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, protocols);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, kUserAgent);
  // An empty text also switches off the proxies that the environment names.
  set(CURLOPT_PROXY, "");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  if (!peers.ca_file.empty()) set(CURLOPT_CAINFO, peers.ca_file.c_str());
  if (!peers.resolve.empty()) set_list(CURLOPT_RESOLVE, peers.resolve);
}

void Transfer::set_list(CURLoption option, const std::vector<std::string>& lines) {
  lists_.push_back(make_list(lines));
  set(option, lists_.back().get());
}

int Transfer::response_code() const {
  long code = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
  return static_cast<int>(code);
}

long Transfer::request_bytes() const {
  long bytes = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_REQUEST_SIZE, &bytes);
  return bytes;
}

Error Transfer::error(CURLcode code, std::string_view action) const {
  if (refused_.empty()) return make_error(code, action, message_.data());
  return make_error(code, action, "connections to " + refused_ + " are not allowed");
}

curl_socket_t Transfer::open_socket(void* self, curlsocktype purpose, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  const bool internet = address->family == AF_INET || address->family == AF_INET6;
  if (purpose != CURLSOCKTYPE_IPCXN || !internet) return CURL_SOCKET_BAD;
  const PeerAddress peer = to_peer(*address);
  if (transfer.peers_->may_connect && !transfer.peers_->may_connect(peer)) {
    transfer.refused_ = peer.text();
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace audmg::curl
