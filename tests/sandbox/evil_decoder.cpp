// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A decoder that a hostile file has taken over: the file's first line says what it tries. It runs
// behind the same walls as `audmg-media`. What did not kill it is reported as the reason of an
// invalid_argument error: "errno 1", "worked".
#include "audmg/media/sandbox/child/zygote.hpp"
#include "audmg/media/sandbox/frame.hpp"
#include "audmg/media/sandbox/report.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

using namespace audmg;
using namespace audmg::media;

extern char** environ;

namespace {

struct Attempt {
  const RenderTask& task;
  OutputFiles& outputs;
  std::string argument;
  std::string payload;
};

using Outcome = Result<MediaRecord>;

Outcome say(std::string text) { return fail(ErrorCode::invalid_argument, std::move(text)); }

/// What a system call answered.
Outcome say_result(long result) {
  return say(result < 0 ? "errno " + std::to_string(errno) : "worked");
}

MediaRecord picture() {
  MediaRecord record;
  record.image = ImageFacts{.width = 1, .height = 1};
  return record;
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// The one descriptor that cannot be sought is the report pipe.
int report_pipe() {
  constexpr int kMany = 64;
  for (int number = 3; number < kMany; ++number) {
    if (::lseek(number, 0, SEEK_CUR) < 0 && errno == ESPIPE) return number;
  }
  return -1;
}

Outcome copy(const Attempt& attempt, std::string rendition) {
  const auto file = attempt.outputs.open(rendition);
  if (file) write_all(*file, attempt.payload);
  MediaRecord record = picture();
  record.renditions.push_back({.name = std::move(rendition),
                               .recipe = "made-up",
                               .content_type = "image/webp",
                               .size = 12345,
                               .object_key = "orig/someone/else"});
  return record;
}

Outcome list_descriptors(const Attempt&) {
  std::string text;
  constexpr int kMany = 1024;
  for (int number = 0; number < kMany; ++number) {
    struct stat status{};
    if (::fstat(number, &status) != 0) continue;
    text += S_ISSOCK(status.st_mode)   ? 's'
            : S_ISFIFO(status.st_mode) ? 'p'
            : S_ISCHR(status.st_mode)  ? 'c'
                                       : 'f';
  }
  return say(text);
}

Outcome connect_to(const Attempt&) {
  const int number = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(22);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return say_result(
      ::connect(number, reinterpret_cast<const sockaddr*>(&address), sizeof(address)));
}

Outcome fork_bomb(const Attempt&) {
  int made = 0;
  constexpr int kTries = 10'000;
  for (int i = 0; i < kTries; ++i) {
    const pid_t child = ::fork();
    if (child == 0) ::pause();
    made += child > 0 ? 1 : 0;
  }
  return say(std::to_string(made) + " processes");
}

Outcome thread_bomb(const Attempt&) {
  int made = 0;
  pthread_attr_t attributes{};
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, 65536);
  constexpr int kTries = 10'000;
  for (int i = 0; i < kTries; ++i) {
    pthread_t thread{};
    const auto wait = [](void*) -> void* {
      for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
    };
    if (::pthread_create(&thread, &attributes, wait, nullptr) == 0) ++made;
  }
  return say(std::to_string(made) + " threads");
}

Outcome allocate(const Attempt& attempt) {
  constexpr std::size_t kPiece = std::size_t{16} << 20U;
  std::size_t got = 0;
  const std::size_t wanted = std::stoull(attempt.argument);
  while (got < wanted) {
    void* memory =
        ::mmap(nullptr, kPiece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) break;
    std::memset(memory, 1, kPiece);
    got += kPiece;
  }
  return say(got < wanted ? "stopped" : "worked");
}

Outcome spill(const Attempt& attempt) {
  const auto file = attempt.outputs.open(attempt.argument);
  const std::string piece(std::size_t{1} << 20U, 'x');
  for (;;) {
    if (::write(*file, piece.data(), piece.size()) <= 0)
      return say("errno " + std::to_string(errno));
  }
}

Outcome spill_everywhere(const Attempt& attempt) {
  std::vector<int> files;
  for (const ImageRecipe& recipe : attempt.task.plan.images) {
    files.push_back(*attempt.outputs.open(recipe.name));
  }
  const std::string piece(std::size_t{1} << 16U, 'x');
  for (;;) {
    for (const int file : files) write_all(file, piece);
  }
}

Outcome map_code(const Attempt&) {
  constexpr std::size_t kPage = 4096;
  const void* direct =
      ::mmap(nullptr, kPage, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  void* data = ::mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const bool turned = ::mprotect(data, kPage, PROT_READ | PROT_EXEC) == 0;
  return say(direct != MAP_FAILED || turned ? "worked" : "refused");
}

Outcome say_raw(std::string_view bytes) {
  write_all(report_pipe(), bytes);
  ::_exit(0);
}

const std::map<std::string, std::function<Outcome(const Attempt&)>, std::less<>> kAttempts{
    {"nothing", [](const Attempt&) -> Outcome { return picture(); }},
    {"copy", [](const Attempt& attempt) { return copy(attempt, attempt.argument); }},
    {"descriptors", list_descriptors},
    {"environment",
     [](const Attempt&) {
       std::string text;
       for (char** entry = environ; *entry != nullptr; ++entry) text += std::string(*entry) + ";";
       return say(text);
     }},
    {"socket", [](const Attempt&) { return say_result(::socket(AF_INET, SOCK_STREAM, 0)); }},
    {"unix_socket", [](const Attempt&) { return say_result(::socket(AF_UNIX, SOCK_STREAM, 0)); }},
    {"connect", connect_to},
    {"open",
     [](const Attempt& attempt) { return say_result(::open(attempt.argument.c_str(), O_RDONLY)); }},
    {"create",
     [](const Attempt& attempt) {
       return say_result(::open(attempt.argument.c_str(), O_RDWR | O_CREAT, S_IRUSR));
     }},
    {"write_input",
     [](const Attempt& attempt) {
       return say_result(::write(attempt.task.input.descriptor(), "x", 1));
     }},
    {"ptrace",
     [](const Attempt& attempt) {
       return say_result(::ptrace(PTRACE_ATTACH, std::stoi(attempt.argument), nullptr, nullptr));
     }},
    {"kill",
     [](const Attempt& attempt) {
       return say_result(::kill(std::stoi(attempt.argument), SIGTERM));
     }},
    {"tgkill",
     [](const Attempt& attempt) {
       const int process = std::stoi(attempt.argument);
       return say_result(::syscall(SYS_tgkill, process, process, SIGTERM));
     }},
    {"execve",
     [](const Attempt&) {
       std::array<char*, 1> none{nullptr};
       return say_result(::execve("/bin/true", none.data(), none.data()));
     }},
    {"fork", [](const Attempt&) { return say_result(::fork()); }},
    {"fork_bomb", fork_bomb},
    {"thread_bomb", thread_bomb},
    {"unshare", [](const Attempt&) { return say_result(::syscall(SYS_unshare, 0)); }},
    {"allocate", allocate},
    {"new",
     [](const Attempt& attempt) {
       const std::vector<char> memory(std::stoull(attempt.argument), 1);
       return say(std::to_string(memory.back()));
     }},
    {"spill", spill},
    {"spill_everywhere", spill_everywhere},
    {"truncate",
     [](const Attempt& attempt) {
       return say_result(::ftruncate(*attempt.outputs.open("small"), std::stoll(attempt.argument)));
     }},
    {"map_code", map_code},
    {"loop",
     [](const Attempt&) -> Outcome {
       for (volatile unsigned i = 0;;) i = i + 1;
     }},
    {"sleep",
     [](const Attempt&) -> Outcome {
       for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
     }},
    {"nap",
     [](const Attempt& attempt) -> Outcome {
       std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(attempt.argument)));
       return picture();
     }},
    {"crash",
     [](const Attempt&) -> Outcome {
       ::signal(SIGSEGV, SIG_DFL);
       return say(std::to_string(*reinterpret_cast<volatile int*>(8)));  // NOLINT
     }},
    {"abort", [](const Attempt&) -> Outcome { std::abort(); }},
    {"throw", [](const Attempt&) -> Outcome { throw std::runtime_error("thrown"); }},
    {"exit", [](const Attempt& attempt) -> Outcome { ::_exit(std::stoi(attempt.argument)); }},
    {"say", [](const Attempt& attempt) { return say_raw(attempt.payload); }},
    {"say_twice",
     [](const Attempt&) {
       const std::string report = sandbox::encode_report(picture());
       return say_raw(report + report);
     }},
    {"flood",
     [](const Attempt&) -> Outcome {
       for (;;) write_all(report_pipe(), std::string(4096, 'x'));
     }},
    {"colours", [](const Attempt&) { return say("\x1b[31m\nred\xff"); }},
    {"facts_and_crash",
     [](const Attempt& attempt) -> Outcome {
       MediaRecord facts = picture();
       facts.renditions.push_back({.name = "small",
                                   .recipe = "r",
                                   .content_type = "image/webp",
                                   .size = 1,
                                   .width = 1,
                                   .height = 1});
       attempt.task.facts_found(facts);
       ::signal(SIGSEGV, SIG_DFL);
       return say(std::to_string(*reinterpret_cast<volatile int*>(8)));  // NOLINT
     }},
    {"facts_and_sleep",
     [](const Attempt& attempt) -> Outcome {
       attempt.task.facts_found(picture());
       for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
     }},
    {"false_facts",
     [](const Attempt& attempt) -> Outcome {
       MediaRecord facts;
       facts.audio = AudioFacts{.duration_seconds = 1, .channels = 1, .sample_rate = 8000};
       attempt.task.facts_found(facts);
       return say("no picture");
     }},
    {"song_facts",
     [](const Attempt&) -> Outcome {
       MediaRecord record;
       record.audio = AudioFacts{.duration_seconds = 1};
       return record;
     }},
    {"same_twice",
     [](const Attempt& attempt) {
       auto record = copy(attempt, "small");
       record->renditions.push_back(record->renditions.front());
       return record;
     }},
};

Outcome render_evil(const RenderTask& task, OutputFiles& outputs) {
  std::string text(static_cast<std::size_t>(task.size), '\0');
  if (::pread(task.input.descriptor(), text.data(), text.size(), 0) < 0) return say("cannot read");
  const std::size_t line = text.find('\n');
  const std::string order = text.substr(0, line);
  const std::size_t space = std::min(order.find(' '), order.size());
  const auto attempt = kAttempts.find(order.substr(0, space));
  if (attempt == kAttempts.end()) return say("unknown order");
  return attempt->second({task, outputs, order.substr(std::min(space + 1, order.size())),
                          line == std::string::npos ? "" : text.substr(line + 1)});
}

Result<void> prepare_nothing() { return {}; }

}  // namespace

int main() { return sandbox::run_zygote({prepare_nothing, render_evil}); }
