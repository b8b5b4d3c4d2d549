import type { Page } from 'puppeteer-core';

export type BrowserName = 'chrome' | 'firefox';

/** A real browser with the built extension in it; one test file runs in both through this. */
export interface RunningBrowser {
  name: BrowserName;
  /** A page of the extension in a tab of 360 px, at one of the panel's routes ("#/river"). */
  openPanel(route: string): Promise<Page>;
  /** Opens the panel where a person sees it; its page, where the browser lets a test at it (Chrome does). */
  showPanel(): Promise<Page | undefined>;
  /** The toolbar badge as it stands, read without opening a page of the extension. */
  badge(): Promise<string>;
  /** Ends the background at once; its next alarm or message wakes it. */
  stopBackground(): Promise<void>;
  /** Ends the browser's process and starts it again on the same profile, with no panel open. */
  restart(): Promise<void>;
  /** Kills the browser's process, whatever it does at that moment, and starts it again on the same profile. */
  kill(): Promise<void>;
  /** Errors of the panel and of the background: exceptions, unhandled rejections, console.error. */
  errors(): Promise<string[]>;
  /** Resolves when a person has closed the browser. */
  ended(): Promise<void>;
  close(): Promise<void>;
}

/** A browser that does not answer for so long hangs, on a busy machine too: the call fails, and the test is tried again. */
export const PROTOCOL_TIMEOUT = 45_000;

export interface LaunchOptions {
  /** A folder kept between runs; a fresh one that is removed by close() when absent. */
  profile?: string;
  /** The build to load: "loopback" by default; "" is the released one, which has no host permission. */
  variant?: '' | 'loopback' | 'bench';
  /** Firefox's idle time before the background ends, in milliseconds. */
  idleMilliseconds?: number;
  headless?: boolean;
  /** Chrome, which cannot be asked without a screen: optional permissions that are held from the start. */
  granted?: string[];
  /** Firefox: show its permission prompts (answered by answerPrompt) instead of granting at once. */
  prompts?: boolean;
  /** A name that leads to this machine, without saying so as "localhost" does; Chrome may ask it from the start. */
  localName?: string;
  /** Send every request, loopback too, through the HTTP proxy at this port of 127.0.0.1. */
  proxyPort?: number;
}

/** Width and height of the panel in pictures and tests. */
export const PANEL_SIZE = { width: 360, height: 780 };

/** The page of the panel inside the extension. */
export const PANEL_PATH = 'src/panel/index.html';
