// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "receivers/receiver_process.hpp"

#include "audmg/core/result.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

namespace audmg {
namespace {

constexpr const char* kPython = "/usr/bin/python3";

/// An own certificate costs milliseconds, and no key lies in the repository.
void make_certificate(const std::filesystem::path& folder) {
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj "
      "/CN=localhost -addext subjectAltName=DNS:localhost,DNS:hook.example,IP:127.0.0.1 -keyout " +
      (folder / "tls.key").string() + " -out " + (folder / "tls.crt").string() + " 2>/dev/null";
  AUDMG_ASSERT(std::system(command.c_str()) == 0);
}

}  // namespace

ReceiverProcess::ReceiverProcess(const std::string& script, Tls tls,
                                 std::vector<std::string> options) {
  const auto& folder = folder_.path();
  set_mode("accept");
  std::ofstream(folder / "record");
  std::vector<std::string> words{kPython,
                                 "-B",
                                 std::string(AUDMG_SOURCE_DIR "/tests/receivers/") + script,
                                 "--record",
                                 (folder / "record").string(),
                                 "--mode",
                                 (folder / "mode").string()};
  if (tls == Tls::on) {
    make_certificate(folder);
    for (const std::string& word : {std::string("--certificate"), certificate(),
                                    std::string("--key"), (folder / "tls.key").string()}) {
      words.push_back(word);
    }
  }
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  int ends[2] = {};
  AUDMG_ASSERT(pipe2(ends, O_CLOEXEC) == 0);
  const pid_t parent = getpid();
  process_ = fork();
  AUDMG_ASSERT(process_ >= 0);
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    dup2(ends[1], STDOUT_FILENO);
    execv(kPython, arguments.data());
    _exit(127);
  }
  close(ends[1]);
  std::FILE* const out = fdopen(ends[0], "r");
  std::array<char, 16> line{};
  AUDMG_ASSERT(std::fgets(line.data(), line.size(), out) != nullptr);
  std::fclose(out);
  port_ = static_cast<std::uint16_t>(std::atoi(line.data()));
  AUDMG_ASSERT(port_ != 0);
}

ReceiverProcess::~ReceiverProcess() { stop(); }

void ReceiverProcess::set_mode(const std::string& mode) {
  // Renamed into place: the receiver must never read half a word.
  std::ofstream(folder_.path() / "mode.new") << mode;
  std::filesystem::rename(folder_.path() / "mode.new", folder_.path() / "mode");
}

void ReceiverProcess::stop() {
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

std::vector<json::Value> ReceiverProcess::records() const {
  std::vector<json::Value> records;
  std::ifstream file(folder_.path() / "record");
  for (std::string line; std::getline(file, line);) {
    auto record = json::parse(line, {.max_bytes = std::size_t{1} << 20});
    AUDMG_ASSERT(record.has_value());
    records.push_back(*std::move(record));
  }
  return records;
}

std::string text_of(const json::Value& record, std::string_view name) {
  const json::Value* member = record.find(name);
  const std::string* text = member == nullptr ? nullptr : member->as_string();
  return text == nullptr ? "" : *text;
}

}  // namespace audmg
