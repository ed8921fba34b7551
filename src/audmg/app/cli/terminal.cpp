// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/terminal.hpp"

#include "audmg/app/control/unix_socket.hpp"
#include "audmg/core/ascii.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/identity/account_rules.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>

namespace audmg::app {
namespace {

constexpr char kInterrupt = '\x03';   // Ctrl-C
constexpr char kEndOfInput = '\x04';  // Ctrl-D
constexpr char kBackspace = '\x08';
constexpr char kDelete = '\x7f';
constexpr char kClearLine = '\x15';  // Ctrl-U

/// Keeps the terminal from showing what is typed, and from ending the program meanwhile, which
/// would leave it so.
class SilentTerminal {
 public:
  explicit SilentTerminal(int terminal) : terminal_(terminal) {
    ::tcgetattr(terminal_, &former_);
    termios silent = former_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
    silent.c_cc[VMIN] = 1;
    silent.c_cc[VTIME] = 0;
    ::tcsetattr(terminal_, TCSAFLUSH, &silent);
  }
  ~SilentTerminal() { ::tcsetattr(terminal_, TCSAFLUSH, &former_); }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

 private:
  const int terminal_;
  termios former_{};
};

void print(int terminal, std::string_view text) {
  (void)!::write(terminal, text.data(), text.size());
}

std::optional<char> read_character(int file) {
  char c = '\0';
  ssize_t count = 0;
  do {
    count = ::read(file, &c, 1);
  } while (count < 0 && errno == EINTR);
  return count == 1 ? std::optional(c) : std::nullopt;
}

void erase_last_character(std::string& text) {
  while (text.size() > 1 && is_utf8_continuation(text.back())) text.pop_back();
  if (!text.empty()) text.pop_back();
}

std::unexpected<Error> too_long() {
  return fail(ErrorCode::invalid_argument, "the password is too long");
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(out, is_control, '?');
  return out;
}

void say(std::string_view text) noexcept {
  (void)!std::fwrite(text.data(), 1, text.size(), stderr);
  (void)std::fflush(stderr);
}

Result<std::string> ask_password(std::string_view prompt) {
  const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (terminal.get() < 0) {
    return fail(ErrorCode::unavailable,
                "there is no terminal to ask for the password; pass it on standard input with "
                "--password-stdin");
  }
  const SilentTerminal silent(terminal.get());
  print(terminal.get(), prompt);
  std::string password;
  for (;;) {
    const std::optional<char> c = read_character(terminal.get());
    if (!c || *c == kInterrupt || (*c == kEndOfInput && password.empty())) {
      print(terminal.get(), "\n");
      return fail(ErrorCode::invalid_argument, "given up: nothing was changed");
    }
    if (*c == '\n' || *c == '\r' || *c == kEndOfInput) break;
    if (*c == kBackspace || *c == kDelete) {
      erase_last_character(password);
    } else if (*c == kClearLine) {
      password.clear();
    } else {
      password += *c;
    }
    if (password.size() > identity::kMaxPasswordBytes) return too_long();
  }
  print(terminal.get(), "\n");
  return password;
}

Result<std::string> read_password_from_stdin() {
  std::string password;
  while (const std::optional<char> c = read_character(STDIN_FILENO)) {
    if (*c == '\n') break;
    password += *c;
    if (password.size() > identity::kMaxPasswordBytes + 1) return too_long();
  }
  if (password.ends_with('\r')) password.pop_back();
  if (password.empty()) {
    return fail(ErrorCode::invalid_argument, "there is no password on standard input");
  }
  return password;
}

}  // namespace audmg::app
