/** The script of the dashboard. Pages are whole without it; it spares reloads and adds what needs a keyboard. */
import './style.css';
import './compare.css';
import { keepFormsLive, keepLinksLive } from './live.ts';
import { listenToKeys } from './keys.ts';

keepLinksLive();
keepFormsLive();
listenToKeys();
