// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/child/zygote.hpp"

#include "audmg/media/sandbox/child/job.hpp"
#include "audmg/media/sandbox/child/sanitizers.hpp"
#include "audmg/media/sandbox/job_frame.hpp"
#include "audmg/media/sandbox/notice.hpp"
#include "audmg/media/sandbox/passed_descriptors.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media::sandbox {
namespace {

/// Lower priority than the server, which must respond while pictures are being made.
constexpr int kNiceness = 10;

struct RunningJob {
  pid_t process = -1;
  /// The server asks for the job's end by closing its sending side.
  Descriptor socket;
  bool killed = false;
};

class Zygote {
 public:
  explicit Zygote(const Decoders& decoders) : decoders_(decoders) {}

  int run() {
    confinement_.confine_zygote();
    const auto prepared = prepare();
    const std::string problem = prepared ? "" : prepared.error().message;
    confinement_.seal_zygote();
    if (!send_message(kControlDescriptor, encode(Hello{confinement_.protection(), problem}))) {
      return 1;
    }
    if (!problem.empty()) return 1;
    while (serve_once()) {
    }
    return 0;
  }

 private:
  Result<void> prepare() {
    AUDMG_CHECK(decoders_.prepare());
    sigset_t child_ended{};
    ::sigemptyset(&child_ended);
    ::sigaddset(&child_ended, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child_ended, nullptr);
    ended_ = Descriptor(::signalfd(-1, &child_ended, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!ended_.is_open()) return fail(ErrorCode::unavailable, "no signalfd");
    // Locks that other threads hold at a fork stay locked in the child forever.
    if (!kSanitized && thread_count() > 1) {
      return fail(ErrorCode::unavailable, "a decoder started a thread before any job");
    }
    return {};
  }

  static std::ptrdiff_t thread_count() {
    std::error_code error;
    const std::filesystem::directory_iterator threads("/proc/self/task", error);
    return error ? 1 : std::distance(threads, std::filesystem::directory_iterator{});
  }

  /// False when the server is gone.
  bool serve_once() {
    std::vector<pollfd> polls{{kControlDescriptor, POLLIN, 0}, {ended_.get(), POLLIN, 0}};
    for (const RunningJob& job : jobs_) {
      polls.push_back({job.killed ? -1 : job.socket.get(), POLLIN | POLLRDHUP, 0});
    }
    if (::poll(polls.data(), polls.size(), -1) < 0) return errno == EINTR;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      if (polls[i + 2].revents != 0) kill_job(jobs_[i]);
    }
    if (polls[1].revents != 0) reap_jobs();
    return polls[0].revents == 0 || start_job();
  }

  bool start_job() {
    auto message = receive_message(kControlDescriptor, kMaxJobFrameBytes, kMaxJobDescriptors);
    if (!message) return message.error().code == ErrorCode::too_large;
    if (message->descriptors.size() < kFirstOutput) return true;
    const pid_t child = confinement_.fork_job();
    if (child == 0) run_job(std::move(*message), confinement_, decoders_);
    Descriptor socket = std::move(message->descriptors[2]);
    if (child < 0) {
      (void)send_message(socket.get(), encode(JobEnd{JobEnd::How::not_started, errno}));
      return true;
    }
    jobs_.push_back({child, std::move(socket)});
    return true;
  }

  static void kill_job(RunningJob& job) {
    ::kill(job.process, SIGKILL);
    job.killed = true;
  }

  void reap_jobs() {
    signalfd_siginfo ignored{};
    while (::read(ended_.get(), &ignored, sizeof(ignored)) > 0) {
    }
    int status = 0;
    rusage usage{};
    for (pid_t process = 0; (process = ::wait4(-1, &status, WNOHANG, &usage)) > 0;) {
      const auto job = std::ranges::find(jobs_, process, &RunningJob::process);
      if (job == jobs_.end()) continue;
      (void)send_message(job->socket.get(), encode(end_of(status, usage)));
      jobs_.erase(job);
    }
  }

  static JobEnd end_of(int status, const rusage& usage) {
    const auto time = [](const timeval& value) {
      return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
    };
    const bool exited = WIFEXITED(status);
    return {exited ? JobEnd::How::exited : JobEnd::How::killed,
            exited ? WEXITSTATUS(status) : WTERMSIG(status),
            std::chrono::duration_cast<std::chrono::milliseconds>(time(usage.ru_utime) +
                                                                  time(usage.ru_stime)),
            static_cast<std::uint64_t>(usage.ru_maxrss)};
  }

  const Decoders& decoders_;
  Confinement confinement_;
  Descriptor ended_;
  std::vector<RunningJob> jobs_;
};

/// When memory is short, the kernel should kill a decoder and not the server.
void volunteer_for_the_killer() {
  const Descriptor file(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  constexpr std::string_view kScore = "500";
  if (file.is_open()) (void)!::write(file.get(), kScore.data(), kScore.size());
}

}  // namespace

int run_zygote(const Decoders& decoders) {
  struct stat status{};
  if (::fstat(kControlDescriptor, &status) != 0 || !S_ISSOCK(status.st_mode)) {
    (void)std::fputs("This program is a part of audmg and started by it.\n", stderr);
    return 2;
  }
  ::prctl(PR_SET_NAME, "audmg-media");  // started from memory, it would be called "4"
  ::umask(S_IRWXG | S_IRWXO);
  ::signal(SIGPIPE, SIG_IGN);
  (void)::setpriority(PRIO_PROCESS, 0, kNiceness);
  volunteer_for_the_killer();
  // Each arena of glibc reserves 64 MiB of the addresses that a job may use.
  ::mallopt(M_ARENA_MAX, 2);
  return Zygote(decoders).run();
}

}  // namespace audmg::media::sandbox
