import shop, { FEES, LOCAL_KM } from '../data/shop'
import distance from './distance'

export const express = { fee: FEES.express, text: '快递配送' }

export default function quote(place) {
  const km = distance(shop, place)
  if (km > LOCAL_KM) return express
  return { fee: FEES.local, text: `${shop.name}配送，约 ${km.toFixed(1)} 公里` }
}
