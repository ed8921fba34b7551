// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

namespace audmg::openssl {
namespace {

/// TLS 1.2: forward secrecy and AEAD only. TLS 1.3 has nothing else.
constexpr const char* kTls12Ciphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

/// RFC 7301 wire form: length, name.
constexpr std::string_view kHttp11 = "\x08http/1.1";

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  // `*chosen` must outlive this call: it points into the client's list.
  for (unsigned int i = 0; i + kHttp11.size() <= offered_size; i += offered[i] + 1U) {
    if (std::equal(kHttp11.begin(), kHttp11.end(), offered + i,
                   [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; })) {
      *chosen = offered + i + 1;
      *chosen_size = static_cast<unsigned char>(kHttp11.size() - 1);
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::unexpected<Error> refused(const std::string& what) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  ERR_clear_error();
  return fail(ErrorCode::invalid_argument, what + ": " + reason.data());
}

}  // namespace

void TlsContext::Free::operator()(ssl_ctx_st* context) const noexcept { SSL_CTX_free(context); }
void TlsSession::Free::operator()(ssl_st* session) const noexcept { SSL_free(session); }

Result<std::shared_ptr<const TlsContext>> TlsContext::load(const std::string& certificate_file,
                                                           const std::string& key_file) {
  SSL_CTX* raw = SSL_CTX_new(TLS_server_method());
  if (raw == nullptr) throw std::bad_alloc();
  const std::shared_ptr<const TlsContext> context(new TlsContext(raw));
  ERR_clear_error();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // Idle connections give their buffers back; a write that must wait may go on from other memory.
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                            SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
  if (SSL_CTX_set_cipher_list(raw, kTls12Ciphers) != 1) return refused("TLS ciphers");
  if (SSL_CTX_use_certificate_chain_file(raw, certificate_file.c_str()) != 1) {
    return refused("certificate " + certificate_file);
  }
  if (SSL_CTX_use_PrivateKey_file(raw, key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    return refused("private key " + key_file);
  }
  if (SSL_CTX_check_private_key(raw) != 1) {
    return refused("private key " + key_file + " does not belong to " + certificate_file);
  }
  return context;
}

TlsSession::TlsSession(const TlsContext& context, int socket)
    : session_(SSL_new(context.context_.get())) {
  if (!session_ || SSL_set_fd(session_.get(), socket) != 1) throw std::bad_alloc();
  SSL_set_accept_state(session_.get());
}

TlsSession::Outcome TlsSession::outcome_of(int result, std::size_t bytes) noexcept {
  if (result > 0) return {State::done, bytes};
  const int error = SSL_get_error(session_.get(), result);
  // The queue belongs to the thread: what is left in it would be taken for the next session's.
  ERR_clear_error();
  switch (error) {
    case SSL_ERROR_WANT_READ:
      return {State::wants_read, 0};
    case SSL_ERROR_WANT_WRITE:
      return {State::wants_write, 0};
    case SSL_ERROR_ZERO_RETURN:
      return {State::closed, 0};
    default:
      return {State::failed, 0};
  }
}

TlsSession::Outcome TlsSession::handshake() noexcept {
  return outcome_of(SSL_do_handshake(session_.get()), 0);
}

TlsSession::Outcome TlsSession::read(std::span<std::byte> into) noexcept {
  std::size_t bytes = 0;
  const int result = SSL_read_ex(session_.get(), into.data(), into.size(), &bytes);
  return outcome_of(result, bytes);
}

TlsSession::Outcome TlsSession::write(std::span<const std::byte> bytes) noexcept {
  std::size_t written = 0;
  const int result = SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &written);
  return outcome_of(result, written);
}

bool TlsSession::has_pending() const noexcept { return SSL_has_pending(session_.get()) == 1; }

void TlsSession::close_notify() noexcept {
  if (SSL_is_init_finished(session_.get()) == 1) SSL_shutdown(session_.get());
  ERR_clear_error();
}

}  // namespace audmg::openssl
