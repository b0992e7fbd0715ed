// All dashboards in all languages, as Grafana reads them.
import { build } from './frame.mjs';
import { languages } from './texts.mjs';
import { cityDashboard } from './city.mjs';
import { chainDashboard } from './chain.mjs';
import { targetDashboard } from './target.mjs';
import { unitDashboard } from './unit.mjs';
import { notificationsDashboard } from './notifications.mjs';
import { operationsDashboard } from './operations.mjs';

const all = [cityDashboard, chainDashboard, targetDashboard, unitDashboard, notificationsDashboard, operationsDashboard];

// [{ file: 'zh/city.json', text }]. `pageUrl`: what people's browsers reach the notifier's pages by, where there is a board.
export const files = (pageUrl) => languages.flatMap((language) => all.map((spec) => ({
  file: `${language}/${spec.name}.json`, text: `${JSON.stringify(build(spec, all, language, pageUrl), null, 2)}\n`,
})));
