// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/remote_accounts.hpp"

#include "audmg/app/control/protocol.hpp"
#include "audmg/app/control/unix_socket.hpp"

#include <sys/socket.h>
#include <sys/time.h>

#include <utility>

namespace audmg::app {
namespace {

/// Deleting a user with very many files takes a while.
constexpr int kAnswerTimeoutSeconds = 600;

class RemoteAccounts final : public Accounts {
 public:
  explicit RemoteAccounts(Descriptor socket) : socket_(std::move(socket)) {
    const timeval timeout{.tv_sec = kAnswerTimeoutSeconds, .tv_usec = 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  }

  Result<std::string> add(const NewAccount& account) override {
    AUDMG_TRY(const std::string answer, ask(user_add_request(account)));
    return read_user_id_answer(answer);
  }
  Result<std::vector<Account>> list(std::string_view after) override {
    AUDMG_TRY(const std::string answer, ask(user_list_request(after)));
    return read_accounts_answer(answer);
  }
  Result<void> set_password(std::string_view user, std::string_view password) override {
    AUDMG_TRY(const std::string answer, ask(user_passwd_request(user, password)));
    return read_plain_answer(answer);
  }
  Result<void> set_disabled(std::string_view user, bool disabled) override {
    AUDMG_TRY(const std::string answer, ask(user_disable_request(user, disabled)));
    return read_plain_answer(answer);
  }
  Result<std::uint64_t> remove(std::string_view user) override {
    AUDMG_TRY(const std::string answer, ask(user_delete_request(user)));
    return read_removed_answer(answer);
  }

 private:
  Result<std::string> ask(const std::string& request) {
    if (request.size() > kMaxControlRequestBytes) {
      return fail(ErrorCode::invalid_argument,
                  "the username, e-mail address or password is too long");
    }
    AUDMG_CHECK(write_all(socket_, request));
    return read_line(socket_, buffer_, kMaxControlAnswerBytes);
  }

  Descriptor socket_;
  std::string buffer_;
};

}  // namespace

Result<std::unique_ptr<Accounts>> connect_remote_accounts(const std::filesystem::path& path) {
  AUDMG_TRY(Descriptor socket, connect_unix(path));
  return std::make_unique<RemoteAccounts>(std::move(socket));
}

}  // namespace audmg::app
