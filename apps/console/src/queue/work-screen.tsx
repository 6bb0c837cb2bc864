export const WorkScreen = () => <h1>WorkScreen</h1>;
