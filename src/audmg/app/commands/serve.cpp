// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/alarms/alarm_watch.hpp"
#include "audmg/app/background/background.hpp"
#include "audmg/app/background/backup_schedule.hpp"
#include "audmg/app/background/catalogue_builder.hpp"
#include "audmg/app/background/housekeeping.hpp"
#include "audmg/app/background/scrubber.hpp"
#include "audmg/app/cli/banner.hpp"
#include "audmg/app/cli/process.hpp"
#include "audmg/app/cli/signals.hpp"
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/own_certificate.hpp"
#include "audmg/app/commands/server_options.hpp"
#include "audmg/app/composition/composition.hpp"
#include "audmg/app/composition/open_drive.hpp"
#include "audmg/app/control/control_server.hpp"
#include "audmg/app/data_folder/claim_data_folder.hpp"
#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/app/data_folder/drive_address.hpp"
#include "audmg/app/data_folder/home_certificate.hpp"
#include "audmg/app/operations/local_operations.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/trashed_objects.hpp"
#include "audmg/lib/openssl/certificate.hpp"
#include "audmg/server/server.hpp"
#include "audmg/site/site.hpp"
#include "audmg/site/trust_pages.hpp"
#include "audmg/telemetry/logger.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace audmg::app {
namespace {

using config::ConfigError;
using telemetry::Level;

/// Says what is wrong with the files in words of their settings, before anything is opened.
void require_good_tls(const config::Settings& settings) {
  if (settings.tls_certificate.empty()) return;
  const auto summary = openssl::inspect_certificate(settings.tls_certificate, settings.tls_key);
  if (!summary) {
    throw ConfigError("AUDMG_TLS_CERTIFICATE, AUDMG_TLS_KEY: " + summary.error().message + ".");
  }
  if (!summary->key_matches) {
    throw ConfigError(fmt::format("AUDMG_TLS_KEY: {} is not the key of the certificate {}.",
                                  settings.tls_key, settings.tls_certificate));
  }
}

/// Signed links may name another origin than the one in the browser's address bar.
site::Site make_site(const config::Settings& settings, const std::string& object_origin) {
  std::vector<std::string> media_origins;
  if (!object_origin.empty()) media_origins.push_back(object_origin);
  if (!settings.public_url.empty()) media_origins.push_back(site::origin_of(settings.public_url));
  return {site::embedded_assets(), media_origins};
}

bool knows_public_url(const config::Settings& settings) {
  return !settings.public_url.empty() || settings.listen.port != 0;
}

void set_public_url(Composition& composition, const config::Settings& settings,
                    std::uint16_t port) {
  const auto set = composition.set_public_url(drive_address(settings, port));
  if (!set) throw ConfigError("AUDMG_PUBLIC_URL: " + set.error().message);
}

void say_started(const config::Settings& settings, const DataLayout& layout,
                 const server::Server& server, telemetry::Logger& logger) {
  const std::string url = drive_address(settings, server.port());
  const std::string metrics_url =
      config::default_public_url({settings.metrics_listen.address, server.metrics_port()}, false);
  logger.log(Level::info, "server_started",
             {{"version", std::string_view(AUDMG_VERSION)},
              {"pid", std::int64_t{::getpid()}},
              {"address", std::string_view(settings.listen.address)},
              {"port", std::int64_t{server.port()}},
              {"metricsPort", std::int64_t{server.metrics_port()}},
              {"publicUrl", std::string_view(url)},
              {"dataDir", std::string_view(layout.root.native())}});
  logger.flush();
  say(banner({.url = url,
              .metrics_url = metrics_url,
              .data_folder = layout.root.string(),
              .signup = settings.signup != "off",
              .web_app = !site::embedded_assets().empty()}));
}

void reload_certificate(server::Server& server, telemetry::Logger& logger) {
  if (const auto reloaded = server.reload_certificate()) {
    logger.log(Level::info, "certificate_reloaded", {});
  } else {
    logger.log(Level::error, "certificate_not_reloaded",
               {{"reason", std::string_view(reloaded.error().message)}});
  }
}

/// Ends the server within the drain time; a second signal ends the process.
void drain(server::Server& server, telemetry::Logger& logger) {
  constexpr std::chrono::milliseconds kPollInterval{20};
  std::atomic<bool> stopped = false;
  std::thread stopping;
  try {
    stopping = std::thread([&] {
      server.stop();
      stopped = true;
    });
  } catch (const std::system_error&) {
    // No thread can be had: then a second signal has to wait.
    return server.stop();
  }
  while (!stopped) {
    if (wait_for_signal(kPollInterval) != Signal::terminate) continue;
    logger.log(Level::warning, "server_stopped_at_once", {});
    logger.flush();
    // Acknowledged writes are on the disk; nothing else is worth waiting for.
    ::_exit(static_cast<int>(ExitCode::failure));
  }
  stopping.join();
}

/// A copy of the database that was made while the server ran is an older one from now on.
void note_end(const functions::Services& services) {
  if (const auto raised = functions::raise_generation(services); !raised) {
    services.logger.log(Level::warning, "generation_not_raised",
                        {{"error", std::string_view(raised.error().message)}});
  }
}

void serve_until_told(server::Server& server, telemetry::Logger& logger, bool tls,
                      OwnCertificate& own_certificate, site::TrustPages* trust_pages) {
  for (;;) {
    const auto signal = wait_for_signal(std::chrono::hours(1));
    if (signal == Signal::terminate) return drain(server, logger);
    const bool renewed = own_certificate.renew_if_due();
    if (!renewed && !(signal == Signal::reload && tls)) continue;
    reload_certificate(server, logger);
    if (trust_pages == nullptr) continue;
    if (const auto facts = own_certificate.trust_facts()) trust_pages->set(*facts);
  }
}

ExitCode start_failed(const config::Settings& settings, const Error& error) {
  if (error.code == ErrorCode::invalid_argument) {
    throw ConfigError(settings.tls_certificate.empty()
                          ? error.message
                          : "AUDMG_TLS_CERTIFICATE, AUDMG_TLS_KEY: " + error.message);
  }
  return report(error.message +
                    ". Is another server running? Choose another port with --listen or "
                    "--metrics-listen; port 0 takes any free one.",
                ExitCode::failure);
}

}  // namespace

ExitCode run(const ServeCommand&, const config::Settings& settings) {
  hold_signals();
  const std::uint64_t descriptors = raise_descriptor_limit();
  require_good_tls(settings);
  auto folder = open_folder(settings, "audmg serve");
  if (!folder) return report(folder.error().message, ExitCode::failure);
  const DataLayout& layout = folder->layout();
  auto composition = make_composition(settings, layout, LogTarget::standard_output);
  if (!composition) return report(composition.error().message, ExitCode::failure);
  if (const auto opened = open_drive((*composition)->services()); !opened) {
    return report(opened.error().message, ExitCode::failure);
  }
  const functions::Services& services = (*composition)->services();
  telemetry::Logger& logger = services.logger;

  // Links do not lead to what is in the trash. On S3 there is nobody to ask.
  if (!settings.uses_aws()) {
    if (const auto loaded = services.trashed_objects.load(services.trash); !loaded) {
      return report(loaded.error().message, ExitCode::failure);
    }
  }
  // Before the first request can come; only with port 0 the URL is not known yet.
  if (knows_public_url(settings)) set_public_url(**composition, settings, settings.listen.port);
  std::optional<Background> background;
  if (settings.workers) background.emplace(**composition, settings, layout);
  const site::Site web_app = make_site(settings, (*composition)->object_origin());
  OwnCertificate own_certificate(settings, layout, logger, (*composition)->keyring());
  (void)own_certificate.renew_if_due();
  std::optional<site::TrustPages> trust_pages;
  if (const auto facts = own_certificate.trust_facts()) trust_pages.emplace(*facts);
  auto options = server_options(settings, descriptors);
  options.site = &web_app;
  options.tls_for_good = !uses_home_certificate(settings);
  options.trust_pages = trust_pages ? &*trust_pages : nullptr;
  server::Server server(std::move(options), services, (*composition)->verifier(),
                        (*composition)->metrics());
  std::stop_source stop;
  const LocalOperations operations(**composition, settings, stop.get_token());
  auto control = ControlServer::start(layout.control_socket(), operations.operations(), logger);
  if (!control) return report(control.error().message, ExitCode::failure);
  std::optional<Housekeeping> housekeeping;
  std::optional<Scrubber> scrubber;
  std::optional<CatalogueBuilder> catalogue_builder;
  if (settings.workers) {
    housekeeping.emplace(**composition, housekeeping_options(settings));
    scrubber.emplace(**composition, scrubber_options(settings, (*composition)->keyring()));
    catalogue_builder.emplace(**composition);
  }
  std::optional<BackupSchedule> backups;
  if (!settings.backup_dir.empty()) {
    backups.emplace(**composition, operations.operations(), settings);
  }
  std::optional<AlarmWatch> alarms;
  if (!settings.uses_aws()) alarms.emplace(**composition, alarm_watch_options(settings, layout));

  // When every thread is there: one that cannot be had ends the start, and not somebody's upload.
  if (const auto started = server.start(); !started) return start_failed(settings, started.error());
  if (!knows_public_url(settings)) set_public_url(**composition, settings, server.port());
  say_started(settings, layout, server, logger);
  serve_until_told(server, logger, !settings.tls_certificate.empty(), own_certificate,
                   trust_pages ? &*trust_pages : nullptr);
  stop.request_stop();
  note_end(services);
  return ExitCode::success;
}

}  // namespace audmg::app
