// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/child/job.hpp"

#include "audmg/core/decoder_memory.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/media/sandbox/job_frame.hpp"
#include "audmg/media/sandbox/notice.hpp"
#include "audmg/media/sandbox/report.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <map>
#include <new>

namespace audmg::media::sandbox {
namespace {

class PassedOutputs final : public OutputFiles {
 public:
  PassedOutputs(const std::vector<std::string>& names, const std::vector<Descriptor>& descriptors) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      files_.emplace(names[i], descriptors.at(kFirstOutput + i).get());
    }
  }

  [[nodiscard]] Result<int> open(std::string_view rendition) override {
    const auto found = files_.find(rendition);
    if (found == files_.end()) {
      return fail(ErrorCode::internal, "the plan has no rendition " + std::string(rendition));
    }
    // A first attempt may have written a part: a picture before the small one that stands in for
    // it, or a form before the one that is made once more.
    if (::ftruncate(found->second, 0) != 0 || ::lseek(found->second, 0, SEEK_SET) != 0) {
      return fail(ErrorCode::internal, errno_message("empty a rendition", errno));
    }
    return found->second;
  }

 private:
  std::map<std::string, int, std::less<>> files_;
};

/// Only this signal ends a sleeping job on a timeout, so it must not be blocked.
void reset_signals() {
  sigset_t none{};
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // A file over RLIMIT_FSIZE and a server that is gone are errors of write().
  ::signal(SIGXFSZ, SIG_IGN);
  ::signal(SIGPIPE, SIG_IGN);
}

Result<MediaRecord> render(const Decoders& decoders, const RenderTask& task, OutputFiles& outputs) {
  try {
    return decoders.render(task, outputs);
  } catch (const std::bad_alloc&) {
    // The limit is the job's own (RLIMIT_AS), not what the machine has left.
    return beyond_decoder_memory();
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
}

bool write_all(int pipe, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(pipe, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::vector<int> numbers_of(const Message& message) {
  std::vector<int> numbers;
  for (const Descriptor& descriptor : message.descriptors) numbers.push_back(descriptor.get());
  return numbers;
}

}  // namespace

void run_job(Message message, const Confinement& confinement, const Decoders& decoders) noexcept {
  reset_signals();
  const auto job = parse_job_frame(message.bytes);
  if (!job) ::_exit(kExitBadJob);
  const auto names = output_names(job->plan, job->content_type);
  const std::size_t sidecar_place = kFirstOutput + names.size();
  const bool has_sidecar = job->sidecar_size > 0;
  const std::size_t fetcher_place = sidecar_place + (has_sidecar ? 1 : 0);
  const std::size_t count = fetcher_place + (job->is_fetched ? 1 : 0);
  if (message.descriptors.size() != count) ::_exit(kExitBadJob);
  message.descriptors[2].close();  // the zygote's
  std::vector<int> keep = numbers_of(message);
  std::erase(keep, -1);
  if (!confinement.confine_job(job->limits, keep)) ::_exit(kExitUnconfined);

  const int fetcher = job->is_fetched ? message.descriptors[fetcher_place].get() : -1;
  const RenderTask task{.input = {message.descriptors[0].get(), fetcher},
                        .size = job->size,
                        .content_type = job->content_type,
                        .plan = job->plan,
                        .limits = job->limits,
                        .sidecar = has_sidecar ? message.descriptors[sidecar_place].get() : -1,
                        .sidecar_size = job->sidecar_size,
                        .facts_only = job->facts_only,
                        .deadline = std::chrono::steady_clock::now() + job->limits.max_wall,
                        .facts_found = [&](const MediaRecord& facts) {
                          if (!write_all(message.descriptors[1].get(), encode_facts(facts))) {
                            ::_exit(kExitNoReport);
                          }
                        }};
  PassedOutputs outputs(names, message.descriptors);
  const std::string report = encode_report(render(decoders, task, outputs));
  // No destructors and no exit handlers: libraries may be in any state.
  ::_exit(write_all(message.descriptors[1].get(), report) ? 0 : kExitNoReport);
}

}  // namespace audmg::media::sandbox
