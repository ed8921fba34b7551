// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/program.hpp"

#include "audmg/media/sandbox/passed_descriptors.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace audmg::media::sandbox {
namespace {

/// Descriptor of the program itself while it starts; it closes this immediately.
constexpr int kProgramDescriptor = kControlDescriptor + 1;

std::unexpected<Error> cannot_start(const std::string& reason) {
  return fail(ErrorCode::unavailable, "audmg-media cannot be started: " + reason, true);
}

/// Returns a sealed file in memory; not open when the system does not allow one.
Descriptor make_memory_file(std::span<const std::byte> bytes) {
  constexpr unsigned kExecutable = 0x10;  // MFD_EXEC of Linux 6.3, unknown before
  constexpr unsigned kFlags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  Descriptor file(::memfd_create("audmg-media", kFlags | kExecutable));
  if (!file.is_open() && errno == EINVAL) file = Descriptor(::memfd_create("audmg-media", kFlags));
  if (!file.is_open()) return file;
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
    if (count <= 0) return Descriptor();
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  return file;
}

class Actions {
 public:
  Actions() { posix_spawn_file_actions_init(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

class Attributes {
 public:
  Attributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t signals{};
    ::sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    ::sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    // The program has its own session, so that Ctrl-C in the server's terminal reaches only the
    // server.
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  posix_spawnattr_t* get() { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

/// Returns 0 or an errno. Uses posix_spawn() instead of fork(), which would copy the page tables of
/// a possibly large server.
int spawn(int program, int control, pid_t& process) {
  // Numbers that the actions below do not overwrite before they are used.
  const Descriptor high_control(::fcntl(control, F_DUPFD_CLOEXEC, kProgramDescriptor + 1));
  const Descriptor high_program(::fcntl(program, F_DUPFD_CLOEXEC, kProgramDescriptor + 1));
  if (!high_control.is_open() || !high_program.is_open()) return errno;
  Actions actions;
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(actions.get(), standard, "/dev/null", O_RDWR, 0);
  }
  posix_spawn_file_actions_adddup2(actions.get(), high_control.get(), kControlDescriptor);
  posix_spawn_file_actions_adddup2(actions.get(), high_program.get(), kProgramDescriptor);
  posix_spawn_file_actions_addclosefrom_np(actions.get(), kProgramDescriptor + 1);
  Attributes attributes;
  const std::string path = "/proc/self/fd/" + std::to_string(kProgramDescriptor);
  // Symbols are looked up once, before the forks, and not again in each job.
  // And libvips must not compile code while it runs: no memory becomes executable in a job.
  // A job fills fresh memory and ends, so page faults cost it more than the rest of malloc does:
  // huge pages, one heap for both threads, and that grown by 64 MiB at a time.
  std::array words{std::string("audmg-media"), std::string("LC_ALL=C.UTF-8"),
                   std::string("LD_BIND_NOW=1"), std::string("VIPS_NOVECTOR=1"),
                   std::string("GLIBC_TUNABLES=glibc.malloc.hugetlb=1:"
                               "glibc.malloc.arena_max=1:glibc.malloc.top_pad=67108864")};
  const std::array<char*, 2> arguments{words[0].data(), nullptr};
  const std::array<char*, 5> environment{words[1].data(), words[2].data(), words[3].data(),
                                         words[4].data(), nullptr};
  return ::posix_spawn(&process, path.c_str(), actions.get(), attributes.get(), arguments.data(),
                       environment.data());
}

std::string describe(int status) {
  constexpr int kNotLoaded = 127;
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  std::string text = "exit code " + std::to_string(WEXITSTATUS(status));
  if (WEXITSTATUS(status) == kNotLoaded) text += " (a shared library is missing)";
  return text;
}

}  // namespace

std::filesystem::path program_beside_this_one() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).replace_filename("audmg-media");
}

Result<Program> Program::start(const ProgramSource& source) {
  AUDMG_TRY(auto ends, make_socket_pair());
  pid_t process = -1;
  int error = ENOENT;
  if (!source.embedded.empty()) {
    const Descriptor program = make_memory_file(source.embedded);
    error = program.is_open() ? spawn(program.get(), ends.second.get(), process) : errno;
    if (error == 0) return Program(process, std::move(ends.first));
  }
  const Descriptor program(::open(source.file.c_str(), O_PATH | O_CLOEXEC));
  if (program.is_open()) error = spawn(program.get(), ends.second.get(), process);
  if (error == 0) return Program(process, std::move(ends.first));
  return cannot_start(std::strerror(error));
}

Program::Program(Program&& other) noexcept
    : process_(std::exchange(other.process_, -1)), control_(std::move(other.control_)) {}

Program::~Program() { (void)end(); }

std::string Program::end() {
  if (process_ <= 0) return "";
  ::kill(process_, SIGKILL);
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return describe(status);
}

}  // namespace audmg::media::sandbox
