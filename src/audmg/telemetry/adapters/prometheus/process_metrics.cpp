// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/prometheus/process_metrics.hpp"

#include <fmt/format.h>

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <optional>

namespace audmg::telemetry {
namespace {

std::optional<double> resident_bytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return std::nullopt;
  unsigned long long all = 0;
  unsigned long long resident = 0;
  const int read = std::fscanf(file, "%llu %llu", &all, &resident);
  std::fclose(file);
  if (read != 2) return std::nullopt;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

std::optional<double> open_descriptors() {
  DIR* folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return std::nullopt;
  int count = 0;
  while (const dirent* entry = ::readdir(folder)) count += entry->d_name[0] != '.' ? 1 : 0;
  ::closedir(folder);
  return count - 1;  // the one that reads
}

double seconds(const timeval& time) {
  constexpr double kMicrosecond = 1e-6;
  return static_cast<double>(time.tv_sec) + kMicrosecond * static_cast<double>(time.tv_usec);
}

void append(std::string& out, const char* name, const char* type, const char* help,
            std::optional<double> value) {
  if (!value) return;
  out += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type, help, *value);
}

}  // namespace

std::string process_exposition() {
  std::string out;
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) == 0) {
    append(out, "process_cpu_seconds_total", "counter", "User and system CPU time.",
           seconds(usage.ru_utime) + seconds(usage.ru_stime));
  }
  append(out, "process_resident_memory_bytes", "gauge", "Memory in RAM.", resident_bytes());
  append(out, "process_open_fds", "gauge", "Open file descriptors.", open_descriptors());
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    append(out, "process_max_fds", "gauge", "Most file descriptors allowed.",
           static_cast<double>(limit.rlim_cur));
  }
  return out;
}

}  // namespace audmg::telemetry
