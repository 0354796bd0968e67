export { informationPlane } from "./information-plane.js";
