/** The script of the dashboard. Pages are whole without it; it spares reloads and adds what needs a keyboard. */
import './style.css';
import './label.css';
import './digest.css';
import { startEditing } from './digest.ts';
import { followJobs } from './jobs.ts';
import './compare.css';
import './exports.css';
import './narrative.css';
import { markSentences } from './alignment.ts';
import { keepFormsLive, keepLinksLive } from './live.ts';
import { startJudging } from './judge.ts';
import { listenToKeys } from './keys.ts';
import { listenToQuotes } from './quote.ts';
import { offerPictures } from './pictures.ts';
import './quality.css';
import './sensitivity.css';
import { startChoosing } from './sensitivity.ts';

keepLinksLive();
keepFormsLive();
listenToKeys();
followJobs();
startJudging();
listenToQuotes();
startEditing();
offerPictures();
markSentences();
startChoosing();
