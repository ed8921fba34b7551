// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/composition.hpp"

#include "audmg/app/composition/aws_access.hpp"
#include "audmg/app/composition/aws_composition.hpp"
#include "audmg/app/composition/aws_secrets.hpp"
#include "audmg/app/composition/embedded_composition.hpp"
#include "audmg/app/composition/server_metrics.hpp"
#include "audmg/app/data_folder/drive_key.hpp"
#include "audmg/app/data_folder/secrets.hpp"

#include <utility>

namespace audmg::app {

Result<std::unique_ptr<Composition>> make_composition(const config::Settings& settings,
                                                      const DataLayout& layout,
                                                      LogTarget log_target) {
  if (!settings.uses_aws()) {
    // Before anything else: with a wrong key nothing may be written.
    AUDMG_TRY(auto keyring, open_drive_keyring(settings, layout));
    const Secrets secrets = load_secrets(settings, layout, keyring.get());
    return make_embedded_composition(settings, layout, secrets, log_target, std::move(keyring));
  }
  auto access = std::make_unique<AwsAccess>(settings.aws_region);
  AUDMG_TRY(AwsSecrets secrets, load_aws_secrets(settings, *access, AwsSecretUse{}));
  AUDMG_TRY(auto composition,
            make_aws_composition(settings, std::move(access), secrets,
                                 {.metrics = make_server_metrics(), .log_target = log_target}));
  AUDMG_CHECK(composition->prepare_table());
  return composition;
}

}  // namespace audmg::app
