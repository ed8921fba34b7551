// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/scrub_options.hpp"

#include "audmg/app/composition/backup_copies.hpp"

#include <utility>

namespace audmg::app {

functions::ScrubOptions scrub_options(const config::Settings& settings,
                                      std::shared_ptr<const sealing::Keyring> keyring) {
  using functions::ScrubReading;
  const bool never = settings.scrub_interval.count() == 0;
  functions::ScrubOptions options{.reading = never ? ScrubReading::none : ScrubReading::due,
                                  .interval = settings.scrub_interval,
                                  .rate = settings.scrub_rate,
                                  .store_keeps_checksums = settings.uses_aws()};
  if (settings.backup_dir.empty()) return options;
  options.find_copy = find_copies_in(settings.backup_dir, std::move(keyring));
  return options;
}

}  // namespace audmg::app
