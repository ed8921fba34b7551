import { AccountMenu } from '../account/account_menu';
import { useAccount } from '../account/use_account';
import { InstallItem } from '../offline/install';
import { UploadButton } from '../uploads/upload_button';
import { Brand } from './brand';
import { SearchSlot } from './search_slot';

/** The bar above the screens. Phones have the name here, and the search at the bottom. */
export function TopBar({ phone }: { phone: boolean }) {
  const isEmpty = useAccount()?.usage.files === 0;
  return (
    <header className="top-bar">
      {phone ? (
        <Brand />
      ) : (
        <div className="search-slot">
          <SearchSlot />
        </div>
      )}
      <div className="top-actions">
        <UploadButton primary={isEmpty} />
        <AccountMenu>
          <InstallItem />
        </AccountMenu>
      </div>
    </header>
  );
}
