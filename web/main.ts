/** The script of the dashboard. Pages are whole without it; it spares reloads and adds what needs a keyboard. */
import './style.css';
import './compare.css';
import './digest.css';
import './exports.css';
import './label.css';
import './narrative.css';
import './quality.css';
import './sensitivity.css';
import { markSentences } from './alignment.ts';
import { startEditing } from './digest.ts';
import { followJobs } from './jobs.ts';
import { startJudging } from './judge.ts';
import { listenToKeys } from './keys.ts';
import { keepFormsLive, keepLinksLive } from './live.ts';
import { offerPictures } from './pictures.ts';
import { listenToQuotes } from './quote.ts';
import { startChoosing } from './sensitivity.ts';

keepLinksLive();
keepFormsLive();
listenToKeys();
followJobs();
startJudging();
listenToQuotes();
startEditing();
startChoosing();
offerPictures();
markSentences();
