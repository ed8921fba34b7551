// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/mail_send.hpp"

#include "audmg/lib/curl/transfer.hpp"

#include <algorithm>
#include <cstring>

namespace audmg::curl {
namespace {

std::size_t give_bytes(char* into, std::size_t size, std::size_t count, void* self) {
  auto& rest = *static_cast<std::string_view*>(self);
  const std::size_t bytes = std::min(size * count, rest.size());
  std::memcpy(into, rest.data(), bytes);
  rest.remove_prefix(bytes);
  return bytes;
}

/// Returns true for a reply (RFC 5321 section 4.2) that rejects this mail permanently. 530 to 538
/// are about the log-in or TLS (RFC 4954 section 6, RFC 3207 section 4), and so about our settings.
bool is_refusal(CURLcode code, int reply) {
  if (code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED) return false;
  return reply >= 500 && reply <= 599 && !(reply >= 530 && reply <= 538);
}

void begin(Transfer& transfer, const MailServer& server) {
  transfer.begin(server.url, "smtp,smtps", server.timeout, server.peers);
  // So that the session, too, ends within the time-out.
  transfer.set(CURLOPT_FORBID_REUSE, 1L);
  transfer.set(CURLOPT_USE_SSL, long{server.plain_allowed ? CURLUSESSL_NONE : CURLUSESSL_ALL});
  if (server.user.empty()) return;
  transfer.set(CURLOPT_USERNAME, server.user.c_str());
  transfer.set(CURLOPT_PASSWORD, server.password.c_str());
}

}  // namespace

Result<void> mail_send(const MailSend& mail) {
  Transfer transfer;
  begin(transfer, mail.server);
  std::string_view rest = mail.message;
  transfer.set(CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
  transfer.set_list(CURLOPT_MAIL_RCPT, {"<" + mail.to + ">"});
  transfer.set(CURLOPT_UPLOAD, 1L);
  transfer.set(CURLOPT_READFUNCTION, &give_bytes);
  transfer.set(CURLOPT_READDATA, static_cast<void*>(&rest));
  const CURLcode code = transfer.perform();
  if (code == CURLE_OK) return {};
  Error error = transfer.error(code, "sending a mail");
  if (const int reply = transfer.response_code(); is_refusal(code, reply)) {
    error.code = ErrorCode::invalid_argument;
    error.retryable = false;
    error.message += " (reply " + std::to_string(reply) + ")";
  }
  return std::unexpected(std::move(error));
}

Result<void> probe_mail_server(const MailServer& server) {
  Transfer transfer;
  begin(transfer, server);
  // Without recipients libcurl sends this command in place of a mail.
  transfer.set(CURLOPT_NOBODY, 1L);
  transfer.set(CURLOPT_CUSTOMREQUEST, "NOOP");
  const CURLcode code = transfer.perform();
  if (code == CURLE_OK) return {};
  return std::unexpected(transfer.error(code, "asking the mail server"));
}

}  // namespace audmg::curl
