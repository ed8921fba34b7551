// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/remote_jobs.hpp"

#include "audmg/app/control/control_client.hpp"
#include "audmg/app/control/job_commands.hpp"
#include "audmg/app/control/protocol.hpp"

namespace audmg::app {
namespace {

class RemoteJobs final : public Jobs {
 public:
  explicit RemoteJobs(const std::filesystem::path& path) : server_(path) {}

  Result<JobPage> list(const ListJobsRequest& request) override {
    AUDMG_TRY(const std::string answer, server_.ask(jobs_list_request(request)));
    return read_job_page_answer(answer);
  }
  Result<Job> show(std::string_view id) override {
    AUDMG_TRY(const std::string answer, server_.ask(jobs_show_request(id)));
    return read_job_answer(answer);
  }
  Result<std::string> retry(std::string_view id) override {
    AUDMG_TRY(const std::string answer, server_.ask(jobs_retry_request(id)));
    return read_queue_answer(answer);
  }
  Result<std::uint64_t> redrive(std::string_view queue) override {
    AUDMG_TRY(const std::string answer, server_.ask(jobs_redrive_request(queue)));
    return read_moved_answer(answer);
  }
  Result<void> set_paused(std::string_view queue, bool paused) override {
    AUDMG_TRY(const std::string answer, server_.ask(jobs_pause_request(queue, paused)));
    return read_plain_answer(answer);
  }

 private:
  const ControlClient server_;
};

}  // namespace

std::unique_ptr<Jobs> make_remote_jobs(const std::filesystem::path& path) {
  return std::make_unique<RemoteJobs>(path);
}

}  // namespace audmg::app
