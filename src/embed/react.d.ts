// Types of `<liver-prescreen>` in JSX for React 19, taken in by `import type {} from "liver-prescreen/react"`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  Enrolment,
  LiverPrescreenElement,
  Patient,
  PrescreenFailure,
  ScreenReport,
  Summary,
} from "./liver-prescreen.js";

export interface LiverPrescreenProps
  extends DetailedHTMLProps<HTMLAttributes<LiverPrescreenElement>, LiverPrescreenElement> {
  theme?: LiverPrescreenElement["theme"];
  share?: LiverPrescreenElement["share"];
  study?: string | object | null;
  enrolled?: number | string | null;
  recruitment?: LiverPrescreenElement["recruitment"];
  asOf?: string;
  enrolment?: Enrolment | string | null;
  /** Keep the object outside of what is rendered again: a new object is a new patient. */
  patient?: Patient | null;
  "onprescreen-ready"?: (event: CustomEvent<null>) => void;
  "onprescreen-change"?: (event: CustomEvent<Summary | ScreenReport>) => void;
  "onprescreen-error"?: (event: CustomEvent<PrescreenFailure>) => void;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "liver-prescreen": LiverPrescreenProps;
    }
  }
}
