import { mount } from 'svelte';
import App from './App.svelte';
import { followAddress } from './router/address.svelte.js';
import { ROUTES } from './routes.js';
import { applyTheme } from './theme/theme.svelte.js';
import './theme/base.css';

const place = document.getElementById('page');
if (place === null) throw new Error('the document has no place for the page');
applyTheme();
followAddress(ROUTES);
mount(App, { target: place });
