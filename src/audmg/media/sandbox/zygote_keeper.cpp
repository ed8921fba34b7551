// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/zygote_keeper.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/media/sandbox/passed_descriptors.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace audmg::media::sandbox {
namespace {

using telemetry::Level;

/// Time for which a job that finds no zygote waits for the next one.
constexpr std::chrono::seconds kReadyTimeout{5};
constexpr std::chrono::milliseconds kFirstPause{100};
constexpr std::chrono::milliseconds kLongestPause{30'000};

/// Waits for the first notice; `wake` ends the wait.
Result<Hello> receive_hello(const Program& program, int wake) {
  std::array<pollfd, 2> polls{{{program.control().get(), POLLIN, 0}, {wake, POLLIN, 0}}};
  const int ready = ::poll(polls.data(), wake < 0 ? 1 : 2,
                           static_cast<int>(std::chrono::milliseconds(kStartTimeout).count()));
  if (ready <= 0 || polls[0].revents == 0) {
    return fail(ErrorCode::unavailable, "audmg-media did not start in time", true);
  }
  AUDMG_TRY(const Message message, receive_message(program.control().get(), kMaxNoticeBytes));
  AUDMG_TRY(Hello hello, parse_hello(message.bytes));
  return hello;
}

/// Returns the program's hello, or the reason why it sent none.
Result<Hello> await_hello(Program& program, int wake) {
  auto hello = receive_hello(program, wake);
  if (hello && hello->problem.empty()) return hello;
  const std::string end = program.end();
  if (hello) return fail(ErrorCode::unavailable, std::move(hello->problem), true);
  return fail(ErrorCode::unavailable, fmt::format("{} ({})", hello.error().message, end), true);
}

Descriptor make_event() {
  Descriptor event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!event.is_open()) throw std::system_error(errno, std::generic_category(), "eventfd");
  return event;
}

std::string missing_features(const Protection& protection) {
  std::string text;
  for (const Feature feature : protection.missing()) {
    if (!text.empty()) text += ", ";
    text += to_string(feature);
  }
  return text;
}

}  // namespace

Result<Protection> try_program(const ProgramSource& source) {
  AUDMG_TRY(Program program, Program::start(source));
  AUDMG_TRY(const Hello hello, await_hello(program, -1));
  return hello.protection;
}

ZygoteKeeper::ZygoteKeeper(ProgramSource source, telemetry::Logger& logger)
    : source_(std::move(source)),
      logger_(logger),
      wake_(make_event()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

ZygoteKeeper::~ZygoteKeeper() {
  thread_.request_stop();
  wake();
  changed_.notify_all();
}

void ZygoteKeeper::wake() {
  constexpr std::uint64_t kOne = 1;
  (void)!::write(wake_.get(), &kOne, sizeof(kOne));
}

void ZygoteKeeper::sleep_again() {
  std::uint64_t ignored = 0;
  (void)!::read(wake_.get(), &ignored, sizeof(ignored));
}

Result<std::uint64_t> ZygoteKeeper::submit(std::string_view frame, std::span<const int> descriptors,
                                           const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const bool ready = changed_.wait_for(lock, stop, kReadyTimeout, [this] { return control_ >= 0; });
  if (stop.stop_requested()) return fail(ErrorCode::unavailable, "The job was stopped.", true);
  if (!ready) {
    return fail(ErrorCode::unavailable, "No decoder is running: " + last_failure_, true);
  }
  // Under the lock, so that the socket stays what it is; sending never waits.
  AUDMG_CHECK(send_message(control_, frame, descriptors));
  return number_;
}

void ZygoteKeeper::replace(std::uint64_t zygote) {
  const std::scoped_lock lock(mutex_);
  if (zygote != number_ || control_ < 0) return;
  replace_ = true;
  wake();
}

pid_t ZygoteKeeper::process() const {
  const std::scoped_lock lock(mutex_);
  return process_;
}

void ZygoteKeeper::run(const std::stop_token& stop) {
  std::chrono::milliseconds pause = kFirstPause;
  while (!stop.stop_requested()) {
    pause = try_to_keep_one(stop) ? kFirstPause : std::min(2 * pause, kLongestPause);
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, pause, [] { return false; });
  }
}

bool ZygoteKeeper::try_to_keep_one(const std::stop_token& stop) noexcept {
  try {
    return keep_one(stop);
  } catch (...) {
    const Error error = current_exception_error();
    logger_.log(Level::error, "decoders_not_started",
                {{"reason", std::string_view(error.message)}});
    return false;
  }
}

bool ZygoteKeeper::keep_one(const std::stop_token& stop) {
  sleep_again();
  if (stop.stop_requested()) return false;
  auto program = Program::start(source_);
  if (!program) {
    note_failure(program.error().message);
    return false;
  }
  const auto hello = await_hello(*program, wake_.get());
  if (stop.stop_requested()) return false;
  if (!hello) {
    note_failure(hello.error().message);
    return false;
  }
  serve(*program, *hello, stop);
  return true;
}

void ZygoteKeeper::note_failure(const std::string& reason) {
  {
    const std::scoped_lock lock(mutex_);
    last_failure_ = reason;
  }
  logger_.log(Level::error, "decoders_not_started", {{"reason", std::string_view(reason)}});
}

void ZygoteKeeper::serve(Program& program, const Hello& hello, const std::stop_token& stop) {
  const std::string missing = missing_features(hello.protection);
  logger_.log(missing.empty() ? Level::info : Level::warning, "decoders_started",
              {{"pid", std::int64_t{program.process()}},
               {"landlock", std::int64_t{hello.protection.landlock_abi}},
               {"missingProtection", std::string_view(missing)}});
  {
    const std::scoped_lock lock(mutex_);
    ++number_;
    control_ = program.control().get();
    process_ = program.process();
    replace_ = false;
  }
  changed_.notify_all();
  // After its hello the zygote says nothing here: anything but a wake-up means that it ended.
  std::array<pollfd, 2> polls{{{program.control().get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}}};
  for (bool ended = false; !ended && !stop.stop_requested();) {
    (void)::poll(polls.data(), polls.size(), -1);
    sleep_again();
    const std::scoped_lock lock(mutex_);
    ended = polls[0].revents != 0 || replace_;
  }
  {
    const std::scoped_lock lock(mutex_);
    control_ = -1;
    process_ = -1;
  }
  const std::string end = program.end();
  if (stop.stop_requested()) return;
  logger_.log(Level::error, "decoders_ended", {{"how", std::string_view(end)}});
}

}  // namespace audmg::media::sandbox
