/** Made by the build from data/requests.train.csv: the address of 3,000 of its rows. */
declare module '*?sample' {
  const url: string;
  export default url;
}
