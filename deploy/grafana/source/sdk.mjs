// The foundation SDK, found where the tests keep their npm packages: `npm --prefix tests install` puts it there.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../tests/package.json', import.meta.url));
const part = (name) => require(`@grafana/grafana-foundation-sdk/${name}`);

export const bargauge = part('bargauge');
export const common = part('common');
export const dashboard = part('dashboard');
export const prometheus = part('prometheus');
export const stat = part('stat');
export const statetimeline = part('statetimeline');
export const table = part('table');
export const timeseries = part('timeseries');
