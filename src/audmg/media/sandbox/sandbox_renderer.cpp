// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/sandbox_renderer.hpp"

#include "audmg/media/sandbox/job.hpp"
#include "audmg/media/sandbox/rendered_files.hpp"
#include "audmg/media/sandbox/report.hpp"
#include "audmg/media/sandbox/scratch_file.hpp"
#include "audmg/media/sandbox/slots.hpp"
#include "audmg/media/sandbox/zygote_keeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>

namespace audmg::media::sandbox {
namespace {

using telemetry::Level;
using Why = JobOutcome::Why;

/// The processor time of a job, as the kernel counts it, can be slightly under the limit that it
/// was killed for.
constexpr std::chrono::milliseconds kCpuTolerance{200};

std::unexpected<Error> crashed() { return fail(ErrorCode::internal, "The decoder crashed.", true); }

bool spent_its_time(const JobEnd& end, const MediaLimits& limits) {
  return (end.number == SIGXCPU || end.number == SIGKILL) &&
         end.cpu + kCpuTolerance >= limits.max_cpu;
}

/// Returns whether the error is about the file, and not about what the machine lacks.
bool tells_of_the_file(const Error& error) {
  return error.code == ErrorCode::invalid_argument || error.code == ErrorCode::too_large ||
         error.code == ErrorCode::deadline_exceeded || error.code == ErrorCode::internal;
}

class PooledRenderer final : public SandboxRenderer {
 public:
  PooledRenderer(SandboxOptions options, telemetry::Logger& logger)
      : scratch_folder_(std::move(options.scratch_folder)),
        min_free_bytes_(options.min_free_bytes),
        logger_(logger),
        slots_(options.workers),
        keeper_(std::move(options.program), logger) {}

  Result<Rendered> render(const RenderRequest& request, const std::stop_token& stop) override {
    AUDMG_TRY(const Slots::Slot slot, slots_.take(stop));
    const std::uint64_t most_output = std::min(request.size, request.limits.max_output_bytes);
    AUDMG_CHECK(require_room(scratch_folder_, min_free_bytes_ + most_output));
    AUDMG_TRY(const Descriptor input, reopen_for_reading(request.input));
    std::vector<Descriptor> outputs;
    for (std::size_t i = output_names(request.plan, request.content_type).size(); i > 0; --i) {
      AUDMG_TRY(Descriptor file, make_scratch_file(scratch_folder_));
      outputs.push_back(std::move(file));
    }
    JobFrame frame{.size = request.size,
                   .content_type = request.content_type,
                   .plan = request.plan,
                   .limits = request.limits,
                   .facts_only = request.facts_only,
                   .is_fetched = request.fetcher >= 0};
    Descriptor sidecar;
    if (request.sidecar >= 0 && request.sidecar_size > 0) {
      AUDMG_TRY(sidecar, reopen_for_reading(request.sidecar));
      frame.sidecar_size = request.sidecar_size;
    }
    const JobInputs inputs{
        .file = input.get(), .sidecar = sidecar.get(), .fetcher = request.fetcher};
    AUDMG_TRY(const JobOutcome outcome, run_job(keeper_, frame, inputs, outputs, stop));
    auto rendered = take_outcome(request, outcome, std::move(outputs));
    if (rendered || !tells_of_the_file(rendered.error())) return rendered;
    auto facts = reported_facts(outcome.report);
    if (!facts || facts->image.has_value() != is_image(request.content_type)) return rendered;
    facts->renditions.clear();
    return Rendered{.record = *std::move(facts), .files = {}, .failure = rendered.error()};
  }

  pid_t zygote() const override { return keeper_.process(); }

 private:
  Result<Rendered> take_outcome(const RenderRequest& request, const JobOutcome& outcome,
                                std::vector<Descriptor> outputs) {
    AUDMG_CHECK(check_end(request, outcome));
    return read_answer(request, outcome.report, std::move(outputs));
  }

  /// Succeeds when there is a report to read.
  Result<void> check_end(const RenderRequest& request, const JobOutcome& outcome) {
    switch (outcome.why) {
      case Why::ended:
        return check_process_end(request, outcome.end);
      case Why::zygote_ended:
        // Jobs cannot reach it, and it does not touch what they read: somebody ended it, or the
        // kernel did for want of memory.
        return fail(ErrorCode::unavailable, "The decoders ended or could not take the job.", true);
      case Why::timed_out:
        return fail(
            ErrorCode::deadline_exceeded,
            fmt::format("The file took longer than {} seconds.", request.limits.max_wall.count()));
      case Why::stopped:
        return fail(ErrorCode::unavailable, "The job was stopped.", true);
      case Why::output_too_large:
        return fail(ErrorCode::too_large, std::string(kRenditionsTooLarge));
      case Why::report_too_long:
        return distrust(request, "a report without end");
    }
    return crashed();
  }

  Result<void> check_process_end(const RenderRequest& request, const JobEnd& end) {
    if (end.how == JobEnd::How::exited && end.number == 0) return {};
    if (end.how == JobEnd::How::killed && spent_its_time(end, request.limits)) {
      return fail(ErrorCode::deadline_exceeded,
                  fmt::format("The file took more than {} seconds of processor time.",
                              request.limits.max_cpu.count()));
    }
    if (end.how == JobEnd::How::not_started) {
      return fail(ErrorCode::unavailable, fmt::format("no process for a job: errno {}", end.number),
                  true);
    }
    const bool killed = end.how == JobEnd::How::killed;
    if (!killed && end.number == kExitUnconfined) {
      return fail(ErrorCode::unavailable, "a job could not be confined", true);
    }
    logger_.log(Level::warning, "decoder_crashed",
                {{"contentType", std::string_view(request.content_type)},
                 {"size", static_cast<std::int64_t>(request.size)},
                 {killed ? "signal" : "exitCode", std::int64_t{end.number}},
                 {"cpuMs", std::int64_t{end.cpu.count()}},
                 {"maxResidentKib", static_cast<std::int64_t>(end.max_resident_kib)}});
    return crashed();
  }

  Result<Rendered> read_answer(const RenderRequest& request, std::string_view report,
                               std::vector<Descriptor> outputs) {
    auto answer = parse_report(report);
    if (!answer) return distrust(request, answer.error().message);
    if (!*answer) return std::unexpected(std::move(*answer).error());
    auto rendered = match_files(request, std::move(**answer), std::move(outputs));
    if (!rendered) return distrust(request, rendered.error().message);
    return rendered;
  }

  /// No decoder of ours does that: a file has taken it over, or the machine is failing.
  std::unexpected<Error> distrust(const RenderRequest& request, std::string_view reason) {
    logger_.log(Level::error, "decoder_not_trusted",
                {{"contentType", std::string_view(request.content_type)},
                 {"size", static_cast<std::int64_t>(request.size)},
                 {"reason", reason}});
    return fail(ErrorCode::internal, "The decoder gave an answer that cannot be right.", true);
  }

  const std::filesystem::path scratch_folder_;
  const std::uint64_t min_free_bytes_;
  telemetry::Logger& logger_;
  Slots slots_;
  ZygoteKeeper keeper_;
};

}  // namespace

std::unique_ptr<SandboxRenderer> make_sandbox_renderer(SandboxOptions options,
                                                       telemetry::Logger& logger) {
  return std::make_unique<PooledRenderer>(std::move(options), logger);
}

}  // namespace audmg::media::sandbox
